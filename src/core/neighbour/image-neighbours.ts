import { nearest } from '@ml/knn';
import { partsOf } from '@ml/parts';
import { transformPixels } from '@ml/transform';
import type { DatasetManifest } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type { NeighboursOfQuery } from '@shared/neighbours';
import type { ArrayRows } from '../run/array-reader';
import { rangeOf } from '../dataset/dataset-rows';
import { doesNotFit, type FinishedRun } from '../run/finished-run';
import { pixelsPng } from '../import/dataset-folder';
import type { FittedImage } from '../import/fit-image';
import { neighboursFrom } from './neighbours';
import { voteOf } from './votes';

/** Floats of the embedding read at once: 16 MiB. */
const blockFloats = 4 * 2 ** 20;

/** Where an image is searched: among the rows of `embedding`, at what `embed` makes of its pixels. */
export type ImageSpace = Pick<FinishedRun, 'config' | 'dataset' | 'embedding'> & {
  embed(pixels: Uint8Array): Promise<Float32Array>;
};

/** A finished run's embedding as an {@link ImageSpace}. */
export function imageSpaceOf(run: FinishedRun): ImageSpace {
  return {
    ...run,
    async embed(pixels) {
      const weights = await run.weights();
      refuseOtherWeights(run, weights, pixels.length);
      return transformPixels(run.config, weights, pixels, run.embedding().columns);
    },
  };
}

/** Weights that came from elsewhere may not be those of the run's settings. */
function refuseOtherWeights(
  { id, config, embedding }: FinishedRun,
  weights: Readonly<Record<string, Float32Array>>,
  inputs: number,
): void {
  const recipe = partsOf(config).embedding;
  const shapes = Object.entries(recipe.shapes(inputs, config.params));
  const isOther = shapes.some(([name, [rows, columns]]) => weights[name]?.length !== rows * columns);
  if (isOther || embedding().columns !== recipe.outputSize(inputs, config.params)) throw doesNotFit(id);
}

/** The k nearest training examples of an image from outside; `decode` fits it to the dataset's shape [h, w, c]. */
export async function neighboursOfImage(
  run: ImageSpace,
  decode: (shape: DatasetManifest['shape']) => Promise<FittedImage>,
  asked: number | undefined,
): Promise<NeighboursOfQuery> {
  const { manifest } = run.dataset;
  const { count: trainingSize } = rangeOf(manifest, 'train');
  const k = asked ?? Math.min(run.config.k, trainingSize);
  if (k > trainingSize) {
    throw new WorkbenchError(
      'bad-input',
      `k is ${k} but the training split has only ${trainingSize} examples.`,
      `Choose a k from 1 to ${trainingSize}.`,
    );
  }
  const { pixels, fit } = await decode(manifest.shape);
  const embedding = run.embedding();
  const query = await run.embed(pixels);
  const distances = await distancesTo(query, embedding, trainingSize);
  const rows = nearest(distances, k);
  const ofRows = Float32Array.from(rows, (row) => distances[row] ?? 0);
  if (!ofRows.every(Number.isFinite)) throw outOfReach();
  return {
    picture: Buffer.from(await pixelsPng(pixels, manifest.shape)).toString('base64'),
    fit,
    query: { index: null, split: null, class: null },
    neighbours: neighboursFrom(run.dataset, rows, ofRows, null),
    vote: voteOf(rows, run.dataset, null),
  };
}

function outOfReach(): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    'The distances of this image are too large for numbers.',
    'Choose another run: the weights of this one are of no use.',
  );
}

/** Squared Euclidean distances [rows] of `query` [out] to the first rows of an embedding [n, out]. */
async function distancesTo(
  query: Float32Array,
  embedding: ArrayRows<Float32Array>,
  rows: number,
): Promise<Float32Array> {
  const { columns } = embedding;
  const distances = new Float32Array(rows);
  const blockRows = Math.max(1, Math.floor(blockFloats / columns));
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const block = await embedding.read(first, count);
    for (let row = 0; row < count; row++) {
      let sum = 0;
      for (let at = 0; at < columns; at++) sum += ((block[row * columns + at] ?? 0) - (query[at] ?? 0)) ** 2;
      distances[first + row] = sum;
    }
  }
  return distances;
}
