import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a small data set to import: 36 grey images of 4 × 4 in three classes, as IDX files in a folder. */
export function writeTinySource(folder: string, salt = 0): string {
  const count = 36;
  const side = 4;
  mkdirSync(folder, { recursive: true });
  const pixels = Buffer.from(
    Array.from({ length: count * side * side }, (_, at) => (at * 37 + (at % 3) * 80 + salt * 11) % 256),
  );
  const labels = Buffer.from(Array.from({ length: count }, (_, at) => at % 3));
  writeFileSync(
    join(folder, 'train-images-idx3-ubyte'),
    Buffer.concat([header(3, [count, side, side]), pixels]),
  );
  writeFileSync(join(folder, 'train-labels-idx1-ubyte'), Buffer.concat([header(1, [count]), labels]));
  return folder;
}

function header(dimensions: number, sizes: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.writeUInt32BE(0x0800 + dimensions, 0);
  sizes.forEach((size, at) => bytes.writeUInt32BE(size, 4 + 4 * at));
  return bytes;
}
