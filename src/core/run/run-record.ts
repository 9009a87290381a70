import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEvent } from '@shared/job';
import { artefactSchema, type Artefact } from '@shared/run';
import type { ExportParts } from './export-source';
import type { RunRecord } from '../exports/export-format';
import { noSuchRun, runRowOf } from '../ids';
import { staysInside } from './run-files';
import type { Store } from '../store/store';
import { attemptFolder } from '../workspace';

/** Most events read from the store at once. */
const pageSize = 500;

/** A run as its events tell it, without checkpoints, and the files that these name. Throws `not-found`. */
export function runRecord({ store, workspace, version }: ExportParts, id: string): RunRecord {
  const run = store.runs.byRow(runRowOf(id));
  if (!run) throw noSuchRun(id);
  const folders = Array.from({ length: run.attempt }, (_, before) =>
    attemptFolder(workspace, id, run.attempt - before),
  );
  return {
    version,
    *events() {
      for (const event of storyOf(store, run.id)) yield JSON.stringify(event);
    },
    async files() {
      const named = new Map<string, Artefact>();
      for (const event of storedEvents(store, run.id))
        for (const artefact of artefactsIn(event)) named.set(artefact.file, artefact);
      const found = await Promise.all([...named.values()].map((artefact) => locate(artefact, folders)));
      return found.filter((file) => file !== null);
    },
  };
}

/** A run's events as bundles have them: without checkpoints, numbered anew. */
export function* storyOf(store: Store, row: number): Generator<JobEvent> {
  let seq = 0;
  for (const event of storedEvents(store, row))
    if (event.type !== 'checkpointSaved') yield { ...event, seq: seq++ };
}

function* storedEvents(store: Store, row: number): Generator<JobEvent> {
  for (let seq = -1; ;) {
    const page = store.events.after(row, seq, pageSize);
    if (page.length === 0) return;
    yield* page;
    seq = page.at(-1)!.seq;
  }
}

/** Every file that an event announces, wherever in it. */
function artefactsIn(value: unknown): Artefact[] {
  if (typeof value !== 'object' || value === null) return [];
  const artefact = artefactSchema.safeParse(value);
  if (artefact.success) return [artefact.data];
  return Object.values(value).flatMap(artefactsIn);
}

/** The file in the newest attempt that has it in full; null when none has (positions of a lost epoch). */
async function locate({ file, bytes, sha256 }: Artefact, folders: readonly string[]) {
  if (!staysInside(file)) return null;
  for (const folder of folders) {
    const path = join(folder, file);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && found.size === bytes) return { name: file, path, bytes, sha256 };
  }
  return null;
}
