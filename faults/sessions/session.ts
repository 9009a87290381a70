import type { WorkbenchClient } from '@core/workbench';

/** What a session works with. Whatever it tells has been acknowledged by the workbench. */
export type SessionParts = {
  client: WorkbenchClient;
  tell: (message: object) => void;
  source: string;
  seed: number;
  home: string;
};

/** Something that a person does in the workbench, step by step. */
export type Session = (parts: SessionParts) => Promise<void>;

/** Imports under a name and resolves when that has ended; throws what it failed with. */
export async function importAs(
  { client, source }: SessionParts,
  name: string,
  from = source,
): Promise<string> {
  const events = await client.system.watch();
  const { importId } = await client.datasets.import({
    source: { path: from },
    options: { name, format: 'idx' },
  });
  for await (const event of events) {
    if (event.type === 'importFinished' && event.importId === importId) return event.dataset.hash;
    if (event.type === 'importFailed' && event.importId === importId)
      throw Object.assign(new Error(event.error.message), { data: event.error });
  }
  throw new Error('The import ended without an event.');
}

/** Follows a run to its end, telling the number of every event that was stored; stops early where `until` says so. */
export async function follow(
  { client, tell }: SessionParts,
  id: string,
  afterSeq = -1,
  until: (event: { type: string }) => boolean = () => false,
): Promise<number> {
  let seq = afterSeq;
  for await (const event of await client.runs.watch({ id, afterSeq })) {
    seq = event.seq;
    tell({ event: { run: id, seq } });
    if (until(event)) break;
  }
  return seq;
}
