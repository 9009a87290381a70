import { statSync } from 'node:fs';
import { WorkbenchError } from '@shared/errors';
import type { StoreHealth } from './health';

/** How often the store's file is looked at. */
const everyMs = 5_000;

/**
 * Looks from time to time whether the file that is open is still the one at its path: SQLite goes on writing into a file that
 * was deleted or replaced, and all of it would be lost. Returns how to stop.
 */
export function watchStoreFile(file: string, health: StoreHealth, intervalMs = everyMs): () => void {
  const opened = identityOf(file);
  const timer = setInterval(() => {
    const now = identityOf(file);
    if (now === opened) return;
    clearInterval(timer);
    health.fail(gone(file, now === null ? 'was deleted or moved' : 'was replaced by another file'));
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

function identityOf(file: string): string | null {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    return found ? `${found.dev}:${found.ino}` : null;
  } catch {
    return null;
  }
}

function gone(file: string, what: string): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `Store file missing: ${file} ${what} while the workbench was using it. Nothing is stored any more.`,
    'Put the file back (with its -wal beside it), or restore a backup; then start the workbench again.',
  );
}
