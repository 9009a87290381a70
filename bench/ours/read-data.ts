import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFile } from '../protocol';

/** The bytes of all rows and their classes, in memory. */
export type Data = DataFile & { pixels: Uint8Array; labels: Int32Array };

/** Reads a data folder as the bench has written it. */
export function readData(file: DataFile): Data {
  const labels = readFileSync(join(file.folder, 'labels.i32'));
  return {
    ...file,
    pixels: readFileSync(join(file.folder, 'images.u8')),
    labels: new Int32Array(Uint8Array.from(labels).buffer),
  };
}
