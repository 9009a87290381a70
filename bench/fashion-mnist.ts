import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DataFile } from './protocol';
import { writeData } from './synthetic';

/** Unpacks 60,000 training images and 10,000 queries of Fashion-MNIST; null where the shared data folder is missing. */
export function writeFashionMnist(root: string, quick: boolean): DataFile | null {
  const shared = process.env.METRIC_WORKBENCH_SHARED ?? resolve('..', 'shared');
  const folder = join(shared, 'data', 'fashion-mnist');
  if (!existsSync(folder)) return null;
  const [train, queries] = quick ? [12_000, 2_000] : [60_000, 10_000];
  const read = (name: string, header: number, bytes: number) =>
    gunzipSync(readFileSync(join(folder, `${name}-ubyte.gz`))).subarray(header, header + bytes);
  const images = Buffer.concat([
    read('train-images-idx3', 16, train * size),
    read('t10k-images-idx3', 16, queries * size),
  ]);
  const labels = Buffer.concat([read('train-labels-idx1', 8, train), read('t10k-labels-idx1', 8, queries)]);
  return writeData(join(root, `fashion-mnist-${train}`), images, Int32Array.from(labels), {
    size,
    classes: 10,
    train,
  });
}

const size = 784;
