import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSummary, ImportOptions, ImportPreview } from '@shared/dataset';
import { toErrorBody } from '@shared/errors';
import type { WorkbenchEvent } from '@shared/events';
import type { Clock, SpawnChild } from '../ports';
import type { DatasetsTable } from '../store/datasets-table';
import { adoptFolder } from './adopt-folder';
import { cancelled, died, ImporterDied, runImporter, runImportJob } from './run-importer';
import { refuseTakenName } from './taken-name';

/** What imports stand on; `home` is the workspace folder. */
export type ImportDeps = {
  home: string;
  table: DatasetsTable;
  spawnChild: SpawnChild;
  clock: Clock;
  emit(event: WorkbenchEvent): void;
};

/** Where an import reads from, and what that is called for people; `packedFolder`: an archive that stands for a folder. */
export type ImportPlace = { path: string; source: string; packedFolder?: boolean | undefined };

/** Something to import: a place with what it is called for people, or the built-in sample. */
type Wish = ({ type: 'import'; options: ImportOptions } & ImportPlace) | { type: 'sample'; name: string };

/** Imports under way. */
export type Imports = {
  preview(place: ImportPlace, options: ImportOptions): Promise<ImportPreview>;
  /** Starts an import; its end is an event. `stored` is called when the data are not needed any more. */
  start(wish: Wish, stored?: () => void): string;
  /** Ends an import at once, without a trace; nothing happens when it is over. */
  cancel(importId: string): void;
  /** Is anything previewed or imported? */
  isBusy(): boolean;
  close(): Promise<void>;
};

/** Runs imports, each in its own process and staging folder. */
export function createImports(deps: ImportDeps): Imports {
  const running = new Map<string, { controller: AbortController; ended: Promise<unknown> }>();
  const track = <T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    const ended = work(controller.signal).finally(() => running.delete(id));
    running.set(id, { controller, ended: ended.catch(() => {}) });
    return ended;
  };
  return {
    preview: (place, options) => track(randomUUID(), (signal) => preview(deps, place, options, signal)),
    start: (wish, stored = () => {}) => {
      const importId = randomUUID();
      track(importId, (signal) => importOne(deps, importId, wish, signal)).then(
        (dataset) => {
          stored();
          deps.emit({ type: 'datasetChanged', dataset });
          deps.emit({ type: 'importFinished', importId, dataset });
        },
        (error: unknown) => deps.emit({ type: 'importFailed', importId, error: toErrorBody(error) }),
      );
      return importId;
    },
    cancel: (importId) => running.get(importId)?.controller.abort(),
    isBusy: () => running.size > 0,
    close: async () => {
      for (const { controller } of running.values()) controller.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

async function preview(
  { home, spawnChild }: ImportDeps,
  { path, source, packedFolder }: ImportPlace,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportPreview> {
  const workFolder = join(home, 'staging', randomUUID());
  try {
    const job = { type: 'preview', path, name: source, packedFolder, options, workFolder } as const;
    const result = await runImportJob(job, { spawnChild, signal, progress: () => {} });
    if (result.type !== 'preview') throw new ImporterDied('it gave something else');
    return result.preview;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function importOne(
  deps: ImportDeps,
  importId: string,
  wish: Wish,
  signal: AbortSignal,
): Promise<DatasetSummary> {
  const workFolder = join(deps.home, 'staging', importId);
  try {
    const { format, warnings, leftOut } = await stage(deps, importId, wish, workFolder, signal);
    const facts = await adoptFolder(workFolder, deps.home);
    const name = wish.type === 'import' ? wish.options.name : wish.name;
    const source = wish.type === 'import' ? wish.source : 'built-in sample';
    const importedAt = deps.clock.now().toISOString();
    const dataset = { name, ...facts, format, source, importedAt, warnings, ...(leftOut && { leftOut }) };
    if (signal.aborted) throw cancelled();
    refuseTakenName(deps.table, name);
    deps.table.insert(dataset);
    return dataset;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** Lets the importer process fill the work folder. */
async function stage(
  deps: ImportDeps,
  importId: string,
  wish: Wish,
  workFolder: string,
  signal: AbortSignal,
) {
  const progress = (phase: string, done: number, total: number) =>
    deps.emit({ type: 'importProgress', importId, phase, done, total });
  const options = { spawnChild: deps.spawnChild, signal, progress };
  const result =
    wish.type === 'import'
      ? await runImportJob(
          {
            type: 'import',
            path: wish.path,
            name: wish.source,
            packedFolder: wish.packedFolder,
            options: wish.options,
            workFolder,
          },
          options,
        )
      : await runSample(workFolder, options);
  if (result.type !== 'dataset') throw died('the data', new ImporterDied('it gave something else'));
  return result;
}

async function runSample(workFolder: string, options: Parameters<typeof runImporter>[1]) {
  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  try {
    return await runImporter({ type: 'sample', workFolder }, options);
  } catch (error) {
    throw error instanceof ImporterDied ? died('the sample', error) : error;
  }
}
