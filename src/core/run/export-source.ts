import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitNames } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { resumableStatuses, type Artefact, type RunDetail, type RunStatus } from '@shared/run';
import type { ExportSource, ExportTable } from '../exports/export-format';
import { DatasetRowsReader } from '../dataset/dataset-rows';
import type { NamedArray } from '../exports/named-array';
import { runRecord } from './run-record';
import type { Store } from '../store/store';
import { runFolder, type Workspace } from '../workspace';

/** Where an export finds what it writes. */
export type ExportParts = { store: Store; workspace: Workspace; version: string };

/** Reads what an export asks for from the store and its folders; every array's SHA-256 is checked. */
export function createExportSource(parts: ExportParts, run: RunDetail, table: ExportTable): ExportSource {
  return {
    run,
    table,
    record: () => runRecord(parts, run.id),
    // Plain L2 has neither weights nor an embedding of its own: its file holds labels and splits alone.
    async arrays() {
      const wanted = run.artefacts.filter(({ name }) => name.startsWith('weights.') || name === 'embedding');
      if (run.status !== 'finished') throw notFinished(run);
      const folder = runFolder(parts.workspace, run.id);
      const arrays = await Promise.all(wanted.map((artefact) => readArtefact(folder, artefact)));
      return [...arrays, ...(await rowsOf(parts.workspace, run))];
    },
  };
}

function notFinished({ id, status }: RunDetail): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `Run ${id} has no results to export in this format: it is ${status}.`,
    `Export it as json or csv, ${otherwise(status)}.`,
  );
}

/** How there would be results after all. */
function otherwise(status: RunStatus): string {
  if (resumableStatuses.includes(status)) return 'or resume it and let it finish';
  return status === 'diverged'
    ? 'or train it again with a smaller learning rate'
    : 'or wait until it has finished';
}

async function readArtefact(
  folder: string,
  { name, file, dtype, shape, sha256 }: Artefact,
): Promise<NamedArray> {
  const path = join(folder, file);
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new WorkbenchError(
      'storage',
      `${path} is ${bytes === null ? 'missing' : 'damaged'}.`,
      'Train the run again: the same seed on the same engine gives the same result.',
    );
  }
  const buffer = alignedCopy(bytes);
  return { name, shape, data: dtype === 'float32' ? new Float32Array(buffer) : new Int32Array(buffer) };
}

/** The class index of every example, and how many rows each split has, in the order in which they stand; nothing when the dataset is gone. */
async function rowsOf({ datasetsFolder }: Workspace, run: RunDetail): Promise<NamedArray[]> {
  const rows = await new DatasetRowsReader(datasetsFolder).read(run.datasetHash).catch((error: unknown) => {
    if (error instanceof WorkbenchError && error.code === 'not-found') return null;
    throw error;
  });
  if (rows === null) return [];
  const { labels, manifest } = rows;
  const sizes = Int32Array.from(splitNames, (split) => manifest.splits[split]);
  return [
    { name: 'labels', shape: [labels.length], data: labels },
    { name: 'splits', shape: [sizes.length], data: sizes },
  ];
}

function alignedCopy(bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
