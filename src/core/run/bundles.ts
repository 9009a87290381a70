import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportSource } from '@shared/api';
import { WorkbenchError } from '@shared/errors';
import { jobEventSchema, type JobEvent } from '@shared/job';
import type { ImportedRun, RunSummary } from '@shared/run';
import { bundleEntries } from '../exports/bundle-limits';
import { bundleManifestSchema, type BundleManifest } from '../exports/bundle-manifest';
import { runIdOf } from '../ids';
import { ImporterDied, runImporter } from '../import/run-importer';
import { project } from './project-event';
import { runAlreadyHere } from './run-already-here';
import { summaryOf } from './run-summary';
import { placeOf, type Places } from '../places';
import type { Clock, SpawnChild } from '../ports';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';
import { attemptFolder, runFolder, type Workspace } from '../workspace';

/** What the import of runs works with. */
export type BundleParts = Places & {
  store: Store;
  workspace: Workspace;
  spawn: SpawnChild;
  clock: Clock;
  /** Tells watchers of the run in this row, and gives its summary. */
  changed: (row: number) => RunSummary;
};

type Asked = { source: ImportSource; again?: boolean | undefined };

/**
 * Handler of `runs.import`: makes a run of a bundle that this or another workbench wrote. It gets an id of its own and
 * keeps its times, events and results; the archive is unpacked and checked in a process of its own. A run that is already
 * here, be it in the trash, is given as it is, and nothing is stored, unless it is asked for `again`: one training that counts
 * as two would make means look surer than they are.
 */
export function bundleImporter(parts: BundleParts) {
  return async ({ source, again = false }: Asked): Promise<ImportedRun> => {
    const { path, name } = placeOf(source, parts);
    const staging = join(parts.workspace.stagingFolder, randomUUID());
    try {
      await unpack(parts, path, name ?? (basename(path) || path), staging);
      const manifest = bundleManifestSchema.parse(JSON.parse(await text(staging, bundleEntries.manifest)));
      const lines = (await text(staging, bundleEntries.events)).split('\n').slice(0, -1);
      const events = lines.map((line) => jobEventSchema.parse(JSON.parse(line)));
      const here = again ? undefined : runAlreadyHere(parts.store, manifest, events);
      if (here) return { ...summaryOf(here, { timeLeftMs: null, silentMs: null }), alreadyHere: true };
      return parts.changed(parts.store.transaction(() => adopt(parts, staging, manifest, events)));
    } finally {
      await rm(staging, { recursive: true, force: true });
      if ('upload' in source) await parts.uploads.discard(source.upload);
    }
  };
}

const text = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8');

async function unpack({ spawn }: BundleParts, path: string, name: string, workFolder: string): Promise<void> {
  const signal = new AbortController().signal;
  try {
    const job = { type: 'bundle', path, name, workFolder } as const;
    await runImporter(job, { spawnChild: spawn, signal, progress: () => {} });
  } catch (error) {
    if (!(error instanceof ImporterDied)) throw error;
    throw new WorkbenchError(
      'bad-input',
      `${name} cannot be read (${error.message}).`,
      'Copy the file again, or export the run again.',
      { cause: error },
    );
  }
}

/** Inside the transaction that stores the run: a crash before its end leaves files without a run, which go next time. */
function adopt(
  { store, workspace, clock }: BundleParts,
  staging: string,
  { run, datasetHash, writtenBy }: BundleManifest,
  events: readonly JobEvent[],
): number {
  const { name, config, createdAt, epochs } = run;
  const tags = [...run.tags.filter((tag) => tag !== imported), imported].slice(-20);
  const study = null;
  const row = store.runs.insert({ name, config, datasetHash, tags, epochs, createdAt, study });
  const id = runIdOf(row);
  const { notes = '', starred = false } = run;
  store.runs.annotate(row, { tags, notes, starred, locked: false });
  store.runs.launch(row, run.startedAt ?? createdAt);
  const now = run.finishedAt ?? clock.now().toISOString();
  const broken = run.status === 'interrupted' ? ('interrupted' as const) : ('cancelled' as const);
  const attempt = { number: 1, k: config.k, cancelledMeans: broken, now };
  for (const event of events) {
    const own = { ...event, runId: id };
    store.events.append(row, own);
    project(store, row, own, attempt);
  }
  const { status } = store.runs.byRow(row) as RunRow;
  const isToldOf = ends.includes(events.at(-1)?.type ?? '') && status === run.status;
  if (!isToldOf) {
    const error = run.status === 'cancelled' ? null : notFinished(writtenBy, run.id);
    store.runs.end(row, run.status, error, now);
  }
  moveFiles(staging, workspace, id);
  return row;
}

/** Events after which nothing has to be said of how the attempt ended; the host stops and fails runs without one. */
const ends: readonly string[] = ['finished', 'diverged', 'failed', 'cancelled'];

/** The tag of runs that came in a bundle. */
const imported = 'imported';

function notFinished(writtenBy: string, id: string) {
  return {
    code: 'cancelled' as const,
    message: `This run (${id} where it comes from, version ${writtenBy}) was not finished when it was exported.`,
    hint: 'Resume it to train it here from the start, if its dataset is here.',
  };
}

function moveFiles(staging: string, workspace: Workspace, id: string): void {
  rmSync(runFolder(workspace, id), { recursive: true, force: true });
  const target = attemptFolder(workspace, id, 1);
  const files = join(staging, 'files');
  mkdirSync(files, { recursive: true, mode: 0o700 });
  mkdirSync(join(target, '..'), { recursive: true, mode: 0o700 });
  renameSync(files, target);
}
