import type { ImportSource } from '@shared/api';
import {
  datasetNameSchema,
  type DatasetSummary,
  type ImportOptions,
  type ImportPreview,
} from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { datasetFormats } from '../dataset-formats';
import { datasetFolder, readLabels, readManifest } from '../import/dataset-folder';
import { createImports, type ImportDeps, type ImportPlace } from '../import/imports';
import { spreadRows } from '../import/spread-rows';
import { refuseTakenName } from '../import/taken-name';
import { deleteDataset, type DatasetUse } from './dataset-trash';
import type { Uploads } from './uploads';

/**
 * What the dataset handlers stand on; `allowPath`: may this caller name that path of the host's disk? `usesOf`: what was made on
 * the data with this hash?
 */
export type DatasetDeps = ImportDeps & {
  uploads: Uploads;
  allowPath(path: string): boolean;
  usesOf(hash: string): DatasetUse;
};

export type DatasetHandlers = {
  list(): { datasets: DatasetSummary[] };
  get(input: { name: string }): DatasetSummary;
  formats(): { id: string; label: string; help: string }[];
  preview(input: { source: ImportSource; options: ImportOptions }): Promise<ImportPreview>;
  import(input: { source: ImportSource; options: ImportOptions }): { importId: string };
  cancelImport(input: { importId: string }): Record<never, never>;
  sample(input: { name: string }): { importId: string };
  examples(input: { name: string; class?: string | undefined; limit: number }): Promise<{
    examples: { index: number; class: string }[];
  }>;
  remove(input: { name: string }): Record<never, never>;
  restore(input: { name: string }): DatasetSummary;
  trash(): { datasets: DatasetSummary[] };
  deleteForGood(input: { name: string }): Promise<Record<never, never>>;
  /** Ends all imports and waits until their processes and staging folders are gone. */
  close(): Promise<void>;
};

/** The handlers of `api.datasets`: inputs are checked by the contract before they come here. */
export function createDatasetHandlers(deps: DatasetDeps): DatasetHandlers {
  const { table, emit, clock } = deps;
  const imports = createImports(deps);
  const get = (name: string) => table.find(name) ?? missing(name);
  return {
    list: () => ({ datasets: table.list() }),
    get: ({ name }) => get(name),
    formats: () => datasetFormats.map(({ id, label, help }) => ({ id, label, help })),
    preview: ({ source, options }) => imports.preview(place(deps, source), options),
    import: ({ source, options }) => {
      refuseTakenName(table, options.name);
      const forget = () => void ('upload' in source && deps.uploads.discard(source.upload));
      return { importId: imports.start({ type: 'import', ...place(deps, source), options }, forget) };
    },
    cancelImport: ({ importId }) => (imports.cancel(importId), {}),
    sample: ({ name }) => {
      const checked = checkName(name);
      refuseTakenName(table, checked);
      return { importId: imports.start({ type: 'sample', name: checked }) };
    },
    examples: ({ name, class: wanted, limit }) => examplesOf(deps.home, get(name), wanted, limit),
    remove: ({ name }) => {
      if (!table.remove(name, clock.now().toISOString())) missing(name);
      emit({ type: 'datasetRemoved', name });
      return {};
    },
    restore: ({ name }) => {
      if (!table.restore(name)) notRemoved(name, table.removed());
      const dataset = get(name);
      emit({ type: 'datasetChanged', dataset });
      return dataset;
    },
    trash: () => ({ datasets: table.removed() }),
    deleteForGood: async ({ name }) => {
      const dataset = table.find(name, true) ?? missing(name);
      await deleteDataset({ ...deps, isImporting: imports.isBusy }, dataset);
      return {};
    },
    close: imports.close,
  };
}

async function examplesOf(home: string, dataset: DatasetSummary, wanted: string | undefined, limit: number) {
  const { classNames } = await readManifest(home, dataset.hash);
  const labels = await readLabels(datasetFolder(home, dataset.hash));
  const label = wanted === undefined ? null : classNames.indexOf(wanted);
  if (label === -1)
    throw new WorkbenchError(
      'not-found',
      `${dataset.name} has no class ${wanted}.`,
      'Show the dataset to see its classes.',
    );
  const rows = spreadRows(labels, label, limit);
  return { examples: rows.map((index) => ({ index, class: classNames[labels[index] ?? 0] ?? '' })) };
}

function place(deps: DatasetDeps, source: ImportSource): ImportPlace {
  if ('upload' in source) {
    const upload = deps.uploads.resolve(source.upload);
    return { path: upload.path, source: upload.name, packedFolder: source.packedFolder };
  }
  if (!deps.allowPath(source.path))
    throw new WorkbenchError(
      'bad-input',
      'Files of this machine cannot be named here.',
      'Upload the file, or use the command line.',
    );
  return { path: source.path, source: nameOfPath(source.path) };
}

function nameOfPath(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.') ?? path;
}

function checkName(name: string): string {
  const checked = datasetNameSchema.safeParse(name);
  if (checked.success) return checked.data;
  throw new WorkbenchError(
    'usage',
    `${JSON.stringify(name)} cannot be the name of a dataset.`,
    checked.error.issues[0]?.message ?? '',
  );
}

function notRemoved(name: string, removed: DatasetSummary[]): never {
  const names = removed.slice(0, 20).map((dataset) => dataset.name);
  throw new WorkbenchError(
    'not-found',
    `There is no dataset called ${name} in the trash.`,
    names.length > 0 ? `There are: ${names.join(', ')}.` : 'The trash holds no datasets.',
  );
}

function missing(name: string): never {
  throw new WorkbenchError(
    'not-found',
    `There is no dataset called ${name}.`,
    'List the datasets to see their names, or import one.',
  );
}
