import { join } from 'node:path';
import { partsOf } from '@ml/parts';
import { stratifiedRows } from '@ml/stratified-rows';
import { WorkbenchError } from '@shared/errors';
import {
  firstLayerBytes,
  mostRunNumbers,
  mostScatterPoints,
  sampleBytes,
  type RunByteName,
} from '@shared/run-bytes';
import { splitNames } from '@shared/split';
import { bytesAt, type ArrayRows } from './array-reader';
import { splitOfRow, type DatasetRows } from '../dataset/dataset-rows';
import { doesNotFit, type FinishedRun } from './finished-run';

/** Gives numbers of a finished run as bytes (see `shared/run-bytes.ts`); throws `not-found` where a run has none of them. */
export type RunBytesHandler = (id: string, name: RunByteName) => Promise<Uint8Array<ArrayBuffer>>;

/** Makes the handler of `/runs/<id>/<name>.bin`. */
export function runBytesHandler(
  openRun: (id: string) => Promise<FinishedRun>,
  datasetsFolder: string,
): RunBytesHandler {
  return async (id, name) => {
    const run = await openRun(id);
    return name === 'embedding' ? embeddingOf(run) : firstLayerOf(run, datasetsFolder);
  };
}

async function embeddingOf({ dataset, embedding }: FinishedRun): Promise<Uint8Array<ArrayBuffer>> {
  const vectors = embedding();
  const most = Math.min(mostScatterPoints, Math.max(1, Math.floor(mostRunNumbers / vectors.columns)));
  const rows = stratifiedRows(strataOf(dataset), most);
  return sampleBytes({
    total: dataset.labels.length,
    size: vectors.columns,
    rows,
    labels: rows.map((row) => dataset.labels[row] ?? 0),
    values: await valuesOf(vectors, rows),
  });
}

/** A number for every class of every split. */
function strataOf({ manifest, labels }: DatasetRows): Int32Array {
  return labels.map((label, row) => {
    const split = splitNames.indexOf(splitOfRow(manifest, row) ?? 'train');
    return split * manifest.classNames.length + label;
  });
}

const blockNumbers = 1_000_000;

/** The named rows, ascending, read in blocks. */
async function valuesOf(vectors: ArrayRows<Float32Array>, rows: Int32Array): Promise<Float32Array> {
  const { columns } = vectors;
  const blockRows = Math.max(1, Math.floor(blockNumbers / columns));
  const values = new Float32Array(rows.length * columns);
  for (let place = 0; place < rows.length;) {
    const first = rows[place]!;
    const count = Math.min(blockRows, vectors.rows - first);
    const block = await vectors.read(first, count);
    for (; place < rows.length && rows[place]! < first + count; place++) {
      const at = (rows[place]! - first) * columns;
      values.set(block.subarray(at, at + columns), place * columns);
    }
  }
  return values;
}

async function firstLayerOf(run: FinishedRun, datasetsFolder: string): Promise<Uint8Array<ArrayBuffer>> {
  const { firstLayer } = partsOf(run.config).embedding;
  const weights = firstLayer ? (await run.weights())[firstLayer] : undefined;
  if (!weights) {
    throw new WorkbenchError('not-found', `Run ${run.id} has no layer to look at.`, 'Train a distance.');
  }
  const { shape } = run.dataset.manifest;
  const inputs = shape[0] * shape[1] * shape[2];
  if (weights.length % inputs !== 0) throw doesNotFit(run.id);
  if (weights.length > mostRunNumbers) {
    throw new WorkbenchError('bad-input', 'This layer is too large to draw.', 'Use smaller images.');
  }
  const images = await someImages(join(datasetsFolder, run.datasetHash, 'images.u8'), run.dataset, inputs);
  return firstLayerBytes({ shape, size: weights.length / inputs, images, weights });
}

const mostImages = 400;
const mostImageBytes = 8_000_000;

/** Training images [count, inputs], an even spread of them when there are many. */
async function someImages(file: string, { manifest }: DatasetRows, inputs: number): Promise<Uint8Array> {
  const { train } = manifest.splits;
  const count = Math.min(mostImages, train, Math.max(1, Math.floor(mostImageBytes / inputs)));
  const images = new Uint8Array(count * inputs);
  for (let place = 0; place < count; place++) {
    const row = Math.floor((place * train) / count);
    images.set(new Uint8Array(await bytesAt(file, row * inputs, inputs)), place * inputs);
  }
  return images;
}
