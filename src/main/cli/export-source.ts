import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import type { Artefact, RunDetail } from '@shared/run';
import type { Door } from './door';
import type { ExportSource } from './exports/export-format';
import type { NamedArray } from './exports/named-array';

/** Reads what an export asks for from the store's folders; every array's SHA-256 is checked. */
export function createExportSource(door: Door, run: RunDetail, table: ExportSource['table']): ExportSource {
  return {
    run,
    table,
    // Plain L2 has neither weights nor an embedding of its own: its file holds the labels alone.
    async arrays() {
      const wanted = run.artefacts.filter(({ name }) => name.startsWith('weights.') || name === 'embedding');
      if (run.status !== 'finished') {
        throw new WorkbenchError(
          'bad-input',
          `Run ${run.id} has no results to export in this format: it is ${run.status}.`,
          'Export it as json or csv, or resume it and let it finish.',
        );
      }
      const arrays = await Promise.all(wanted.map((artefact) => readArtefact(door, run, artefact)));
      return [...arrays, ...(await labelsOf(door, run))];
    },
  };
}

async function readArtefact(
  door: Door,
  run: RunDetail,
  { name, file, dtype, shape, sha256 }: Artefact,
): Promise<NamedArray> {
  const path = join(door.runFolder(run.id), file);
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

/** The class index of every example; nothing when the dataset is gone. */
async function labelsOf(door: Door, run: RunDetail): Promise<NamedArray[]> {
  const bytes = await readFile(join(door.datasetFolder(run.datasetHash), 'labels.i32')).catch(() => null);
  if (bytes === null) return [];
  const data = new Int32Array(alignedCopy(bytes));
  return [{ name: 'labels', shape: [data.length], data }];
}

function alignedCopy(bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
