import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import type { Artefact } from '@shared/run';

/** Rows of a matrix of a run's results, read from where they lie in its file. */
export type ArrayRows<T> = { rows: number; columns: number; read(first: number, count: number): Promise<T> };

/** A run's int32 matrix [rows, columns], by its artefact; `folder` is the run's. */
export function int32Rows(folder: string, artefact: Artefact): ArrayRows<Int32Array> {
  return {
    ...sizeOf(artefact),
    read: async (first, count) => new Int32Array(await bytesOf(folder, artefact, first, count)),
  };
}

/** A run's float32 matrix [rows, columns], by its artefact; `folder` is the run's. */
export function float32Rows(folder: string, artefact: Artefact): ArrayRows<Float32Array> {
  return {
    ...sizeOf(artefact),
    read: async (first, count) => new Float32Array(await bytesOf(folder, artefact, first, count)),
  };
}

function sizeOf({ shape }: Artefact): { rows: number; columns: number } {
  const [rows = 0, ...rest] = shape;
  return { rows, columns: rest.reduce((product, size) => product * size, 1) };
}

/** Artefacts are little-endian, as every machine the workbench runs on. */
function bytesOf(folder: string, artefact: Artefact, first: number, count: number): Promise<ArrayBuffer> {
  const rowBytes = 4 * sizeOf(artefact).columns;
  return bytesAt(join(folder, artefact.file), rowBytes * first, rowBytes * count);
}

/** Bytes of a file of the workspace; throws `storage` naming it when they are not there. */
export async function bytesAt(path: string, position: number, length: number): Promise<ArrayBuffer> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new WorkbenchError(
      'storage',
      `The file ${path} is missing.`,
      'Import the dataset or train the run again.',
      {
        cause: error,
      },
    );
  });
  try {
    const buffer = new ArrayBuffer(length);
    const { bytesRead } = await file.read(new Uint8Array(buffer), 0, length, position);
    if (bytesRead === length) return buffer;
  } finally {
    await file.close();
  }
  throw new WorkbenchError(
    'storage',
    `The file ${path} is too short.`,
    'Import the dataset or train the run again.',
  );
}
