import type { DatasetSummary } from '@shared/dataset';
import { writeStoredDataset } from '../write-stored-dataset';

/** Rows of each split, and the length of an image's side; all are square, with so many channels. */
export type ImageSizes = { train: number; validation: number; test: number; side: number; channels: number };

const classCount = 10;

/** Writes a stored dataset of random images, each class around a pattern of its own, as the trainer reads it; gives what the core knows of it. */
export function writeImages(folder: string, sizes: ImageSizes, random: () => number): DatasetSummary {
  const { side, channels, ...splits } = sizes;
  const rows = splits.train + splits.validation + splits.test;
  const size = side * side * channels;
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
  const noise = Uint8Array.from({ length: 65_521 }, () => 64 * random());
  const images = new Uint8Array(rows * size);
  for (let row = 0, at = 0; row < rows; row++) {
    const shift = Math.floor(random() * noise.length);
    for (let pixel = 0; pixel < size; pixel++, at++)
      images[at] = ((17 * pixel * (1 + labels[row]!)) % 160) + noise[(shift + pixel) % noise.length]!;
  }
  const { shape, classNames } = writeStoredDataset(
    folder,
    {
      shape: [side, side, channels],
      classNames: Array.from({ length: classCount }, (_, label) => `class ${label}`),
      splits,
    },
    images,
    labels,
  );
  return {
    name: 'many',
    examples: rows,
    classes: classNames.map((name, label) => ({ name, count: Math.ceil((rows - label) / classCount) })),
    shape,
    splits,
    hash: '',
    format: 'idx',
    source: 'random',
    importedAt: '',
    bytes: images.length,
    warnings: [],
  };
}
