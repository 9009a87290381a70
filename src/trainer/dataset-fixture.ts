import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetManifest } from '@shared/dataset';
import { createRandom } from '@ml/random';

/** A small dataset folder for tests: each class is a pattern of its own under noise; classes take turns. */
export function writeDataset(
  folder: string,
  splits: DatasetManifest['splits'],
  shape: DatasetManifest['shape'] = [6, 6, 1],
): { pixels: Uint8Array; labels: Int32Array } {
  const classNames = ['ant', 'bee', 'cat'];
  const size = shape[0] * shape[1] * shape[2];
  const random = createRandom(6, 'dataset');
  const patterns = classNames.map(() => Array.from({ length: size }, () => 60 + 140 * random.uniform()));
  const rows = splits.train + splits.validation + splits.test;
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classNames.length);
  const pixels = Uint8Array.from({ length: rows * size }, (_, at) => {
    const value = patterns[labels[Math.floor(at / size)]!]![at % size]! + 25 * random.normal();
    return Math.max(0, Math.min(255, Math.round(value)));
  });
  const labelBytes = new Uint8Array(labels.buffer);
  const manifest: DatasetManifest = {
    format: 'metric-workbench-dataset-1',
    shape,
    classNames,
    splits,
    groups: null,
    sha256: { images: hash(pixels), labels: hash(labelBytes) },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'images.u8'), pixels);
  writeFileSync(join(folder, 'labels.i32'), labelBytes);
  return { pixels, labels };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
