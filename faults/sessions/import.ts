import { importAs, type SessionParts } from './session';

/** Imports the source, and the same data again under another name. */
export async function importSession(parts: SessionParts): Promise<void> {
  for (const name of ['first', 'again']) {
    const hash = await importAs(parts, name);
    parts.tell({ dataset: { name, hash, removed: false } });
  }
}
