import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { DatasetSummary } from '@shared/dataset';
import type { DatasetDistances } from '@shared/dataset-distances';
import { rangeOf, type DatasetRowsReader } from './dataset-rows';

const mostRows = 300;
/** Differences that are squared for one dataset: about a fifth of a second. */
const mostWork = 3e8;
const bins = 60;
const keptDatasets = 16;

/** Tells how far apart the training images of a dataset are before anything is learned. */
export type DatasetDistancesHandler = (request: { name: string }) => Promise<DatasetDistances>;

/** Makes the handler of `datasets.distances`; each dataset is measured once. */
export function datasetDistancesHandler(
  datasetsFolder: string,
  rows: DatasetRowsReader,
  datasetOf: (name: string) => DatasetSummary,
): DatasetDistancesHandler {
  const kept = new Map<string, Promise<DatasetDistances>>();
  return ({ name }) => {
    const { hash } = datasetOf(name);
    const known = kept.get(hash) ?? measure(datasetsFolder, rows, hash);
    kept.delete(hash);
    kept.set(hash, known);
    known.catch(() => kept.delete(hash));
    const oldest = kept.keys().next().value;
    if (kept.size > keptDatasets && oldest !== undefined) kept.delete(oldest);
    return known;
  };
}

async function measure(folder: string, rows: DatasetRowsReader, hash: string): Promise<DatasetDistances> {
  const { manifest, labels } = await rows.read(hash);
  const size = manifest.shape.reduce((product, side) => product * side, 1);
  const { count } = rangeOf(manifest, 'train');
  const images = Math.max(2, Math.min(count, mostRows, Math.floor(Math.sqrt((2 * mostWork) / size))));
  const chosen = Array.from({ length: images }, (_, at) => Math.floor((at * count) / images));
  const pixels = await readPixels(join(folder, hash, 'images.u8'), chosen, size);
  const same: number[] = [];
  const different: number[] = [];
  for (let a = 0; a < images; a++) {
    await breathe();
    for (let b = a + 1; b < images; b++) {
      const pairs = labels[chosen[a]!] === labels[chosen[b]!] ? same : different;
      pairs.push(between(pixels, a * size, b * size, size));
    }
  }
  const total = [...same, ...different].reduce((sum, distance) => sum + distance, 0);
  const mean = total / Math.max(1, same.length + different.length) || 1;
  const max = 2.5;
  const counted = (distances: readonly number[]) => {
    const counts = Array.from({ length: bins }, () => 0);
    for (const distance of distances)
      counts[Math.min(bins - 1, Math.floor((distance / mean / max) * bins))]!++;
    return { min: 0, max, counts };
  };
  return { images, sameClass: counted(same), differentClass: counted(different) };
}

/** The bytes of some examples, [rows.length · size]. */
async function readPixels(path: string, rows: readonly number[], size: number): Promise<Uint8Array> {
  const pixels = new Uint8Array(rows.length * size);
  const file = await open(path, 'r');
  try {
    for (const [at, row] of rows.entries())
      await file.read(pixels.subarray(at * size, (at + 1) * size), 0, size, row * size);
  } finally {
    await file.close();
  }
  return pixels;
}

function between(pixels: Uint8Array, a: number, b: number, size: number): number {
  let sum = 0;
  for (let at = 0; at < size; at++) {
    const difference = pixels[a + at]! - pixels[b + at]!;
    sum += difference * difference;
  }
  return sum;
}
