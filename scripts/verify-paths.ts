import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { resolveRunConfig } from '@ml/distances/resolve';
import { initialise } from '@ml/embeddings/embedding';
import { nearestSearch } from '@ml/evaluate';
import { fit, start } from '@ml/fit';
import { pixelInputs } from '@ml/inputs';
import { voteForEveryK } from '@ml/knn';
import { createLearner } from '@ml/learner';
import { partsOf } from '@ml/parts';
import { createRandom } from '@ml/random';
import type { Tf } from '@ml/tensors';
import { openEngine } from '@trainer/engine';

// What rounding may do in 100 epochs of triplet; docs/performance.md says why it is not less.
const lossTolerance = 1e-3;
const leastSameShare = 0.98;

const [trained, queries, size, classes] = [600, 150, 784, 10];
const k = 36;

/** Trains a triplet on 600 images of Fashion-MNIST on both paths, for some seeds, and compares losses and predictions. */
export async function main([folder = '', count = '3']: string[]): Promise<number> {
  if (folder === '') {
    console.error(
      'Usage: npm run verify:paths -- FOLDER [SEEDS]   (with fashion-mnist/ and fmnist_subsets.npz)',
    );
    return 2;
  }
  const data = readSubset(folder);
  const { tf, engine } = await openEngine('auto');
  console.log(
    `Engine: ${engine.name} (${engine.version}); triplet, 600 × 784, 100 epochs, rate 0.05, k ${k}`,
  );
  let passed = true;
  for (let seed = 0; seed < Number(count); seed++) {
    const [gram, direct] = [train(tf, data, seed, 'gram'), train(tf, data, seed, 'direct')];
    const apart = gram.losses.map((loss, epoch) => Math.abs(loss - direct.losses[epoch]!));
    const largest = Math.max(...apart) / direct.losses[0]!;
    const same = gram.predictions.filter((label, at) => label === direct.predictions[at]).length;
    const isGood = largest <= lossTolerance && same >= leastSameShare * queries;
    passed &&= isGood;
    console.log(
      `${isGood ? 'ok    ' : 'FAILED'} seed ${seed}: losses differ by ${largest.toExponential(1)} of the first epoch's at most ` +
        `(epoch ${apart.indexOf(Math.max(...apart)) + 1}), ${same} of ${queries} predictions are the same; ` +
        `accuracy ${share(gram.predictions, data)} and ${share(direct.predictions, data)}`,
    );
  }
  return passed ? 0 : 1;
}

type Subset = { pixels: Uint8Array; labels: Int32Array };

function readSubset(folder: string): Subset {
  const unpack = (name: string, header: number) =>
    gunzipSync(readFileSync(join(folder, 'fashion-mnist', `train-${name}-ubyte.gz`))).subarray(header);
  const [images, classOf] = [unpack('images-idx3', 16), unpack('labels-idx1', 8)];
  const entries = unzipSync(readFileSync(join(folder, 'fmnist_subsets.npz')));
  const rows = ['train600', 'val600'].flatMap((name) => wholeNumbers(entries[`${name}.npy`]!));
  const pixels = new Uint8Array(rows.length * size);
  rows.forEach((row, place) => pixels.set(images.subarray(row * size, (row + 1) * size), place * size));
  return { pixels, labels: Int32Array.from(rows, (row) => classOf[row]!) };
}

/** A NumPy file of one dimension of int64 or int32, little-endian. */
function wholeNumbers(file: Uint8Array): number[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const from = 10 + view.getUint16(8, true);
  const width = new TextDecoder().decode(file.subarray(10, from)).includes('<i8') ? 8 : 4;
  const count = (file.length - from) / width;
  return Array.from({ length: count }, (_, index) => view.getInt32(from + index * width, true));
}

function train(tf: Tf, { pixels, labels }: Subset, seed: number, path: 'gram' | 'direct') {
  const request = {
    dataset: 'x',
    distance: 'triplet',
    params: {},
    seed,
    k,
    tags: [],
    engine: 'auto',
  } as const;
  const config = resolveRunConfig({ ...request, tags: [] });
  const parts = partsOf(config);
  const inputs = pixelInputs(pixels, size, parts.normalizer);
  const { params } = config;
  const initial = initialise(parts.embedding, size, params, (name) => createRandom(seed, `weights/${name}`));
  const own = labels.subarray(0, trained);
  const learner = createLearner({ tf, parts, params, inputs, labels: own, initial, path });
  const batchSize = params.batchSize!;
  const { sampler } = parts.training!;
  const plan = { labels: own, sampler, batchSize, epochs: params.epochs!, seed, from: start };
  const losses = [...fit(learner, plan)].flatMap((event) => (event.type === 'epoch' ? [event.loss] : []));
  const search = nearestSearch(tf, learner.transform(0, trained), learner.outputSize);
  const found = search.nearestOf(learner.transform, trained, trained + queries, k);
  search.dispose();
  learner.dispose();
  return {
    losses,
    predictions: Array.from({ length: queries }, (_, query) => vote(found.indices, labels, query)),
  };
}

function vote(indices: Int32Array, labels: Int32Array, query: number): number {
  const near = Array.from(indices.subarray(query * k, (query + 1) * k), (row) => labels[row]!);
  const winners = new Int32Array(k);
  voteForEveryK(near, new Int32Array(classes), winners);
  return winners[k - 1]!;
}

function share(predictions: readonly number[], { labels }: Subset): string {
  const right = predictions.filter((label, at) => label === labels[trained + at]).length;
  return `${((100 * right) / queries).toFixed(1)} %`;
}
