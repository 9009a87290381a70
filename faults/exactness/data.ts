import { join } from 'node:path';
import { writeStoredDataset } from '../write-stored-dataset';

/** Writes the two datasets of the exactness suite, 28 training rows each; gives their folders. */
export function writeTrainerData(folder: string): Record<'wide' | 'tall', string> {
  return { wide: write(join(folder, 'wide'), 8), tall: write(join(folder, 'tall'), 2) };
}

/** Writes a stored dataset of square grey images in three classes, as the trainer reads them. */
function write(folder: string, side: number): string {
  const splits = { train: 28, validation: 9, test: 5 };
  const rows = splits.train + splits.validation + splits.test;
  const size = side * side;
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const images = Uint8Array.from({ length: rows * size }, (_, at) => {
    const row = Math.floor(at / size);
    return (40 * (row % 3) + 17 * (at % size) + ((row * 7919 + at * 104_729) % 61)) % 256;
  });
  writeStoredDataset(
    folder,
    { shape: [side, side, 1], classNames: ['ant', 'bee', 'cat'], splits },
    images,
    labels,
  );
  return folder;
}
