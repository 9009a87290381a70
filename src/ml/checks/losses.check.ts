import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveParams, type ParamValues } from '@shared/params';
import { losses } from '../losses/index';
import type { Loss, StepTally } from '../losses/loss';
import { createRandom } from '../random';
import type { Scalar, Tensor2D, Tf } from '../tensors';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

type Naive = { loss: number; slopes: number[]; active: number; possible: number };
type Curve = { sameClass: number; differentClass: number };
type Oracle = {
  naive(distances: number[], labels: number[], params: ParamValues): Naive;
  curve(distance: number, params: ParamValues, reference: number): Curve;
};

const hinge = (value: number) => (value > 0 ? value : 0);

/** Every loss again, written as its equation reads: one loop an index, no cleverness. A new loss needs one here. */
const oracles: Record<string, Oracle> = {
  'same-class': {
    naive: (distances, labels) =>
      overPairs(distances, labels, (same, distance) =>
        same ? { counts: true, active: true, value: distance, slope: 1 } : { counts: false },
      ),
    curve: (distance) => ({ sameClass: distance, differentClass: 0 }),
  },
  contrastive: {
    naive: (distances, labels, { positiveMargin, negativeMargin, negativeWeight }) =>
      overPairs(distances, labels, (same, distance) => {
        const gap = same ? distance - positiveMargin! : negativeMargin! - distance;
        const factor = same ? 1 : negativeWeight!;
        const slope = gap > 0 ? (same ? factor : -factor) : 0;
        return { counts: true, active: gap > 0, value: factor * hinge(gap), slope };
      }),
    curve: (distance, { positiveMargin, negativeMargin, negativeWeight }) => ({
      sameClass: hinge(distance - positiveMargin!),
      differentClass: negativeWeight! * hinge(negativeMargin! - distance),
    }),
  },
  triplet: {
    naive: (distances, labels, { margin }) => overTriplets(distances, labels, margin!),
    curve: (distance, { margin }, reference) => ({
      sameClass: hinge(distance - reference + margin!),
      differentClass: hinge(reference - distance + margin!),
    }),
  },
};

type Pair = { counts: false } | { counts: true; active: boolean; value: number; slope: number };

function overPairs(
  distances: number[],
  labels: number[],
  pairOf: (same: boolean, distance: number) => Pair,
): Naive {
  const size = labels.length;
  const out: Naive = { loss: 0, slopes: distances.map(() => 0), active: 0, possible: 0 };
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const pair = pairOf(labels[a] === labels[b], distances[a * size + b]!);
      if (!pair.counts) continue;
      out.possible++;
      if (pair.active) out.active++;
      out.loss += pair.value / size ** 2;
      out.slopes[a * size + b]! += pair.slope / size ** 2;
    }
  }
  return out;
}

function overTriplets(distances: number[], labels: number[], margin: number): Naive {
  const size = labels.length;
  const out: Naive = { loss: 0, slopes: distances.map(() => 0), active: 0, possible: 0 };
  for (let a = 0; a < size; a++)
    for (let p = 0; p < size; p++)
      for (let n = 0; n < size; n++) {
        if (labels[a] !== labels[p] || labels[a] === labels[n]) continue;
        out.possible++;
        const gap = distances[a * size + p]! - distances[a * size + n]! + margin;
        if (gap <= 0) continue;
        out.active++;
        out.loss += gap / size ** 3;
        out.slopes[a * size + p]! += 1 / size ** 3;
        out.slopes[a * size + n]! -= 1 / size ** 3;
      }
  return out;
}

function oracleOf(loss: Loss): Oracle {
  const oracle = oracles[loss.id];
  if (!oracle)
    throw new Error(`Loss "${loss.id}" has no oracle in losses.check.ts: write it in naive loops.`);
  return oracle;
}

type Batch = { name: string; distances: number[]; labels: number[] };

/** Squared distances of random points; the kernels must not rely on symmetry, so some batches have none. */
function batchOf(name: string, labels: number[], seed: number, kind: 'points' | 'any' | 'zero'): Batch {
  const random = createRandom(seed, name);
  const size = labels.length;
  const z = labels.map(() => [random.normal(), random.normal(), random.normal()].map((v) => v * 0.5));
  const distances = Array.from({ length: size * size }, (_, at) => {
    const [a, b] = [z[Math.floor(at / size)]!, z[at % size]!];
    if (kind === 'zero') return 0;
    if (kind === 'any') return random.normal();
    return a.reduce((sum, value, column) => sum + (value - b[column]!) ** 2, 0);
  });
  return { name, distances: Array.from(Float32Array.from(distances)), labels };
}

const randomLabels = (size: number, classes: number, seed: number) => {
  const random = createRandom(seed, 'labels');
  return Array.from({ length: size }, () => Math.floor(random.uniform() * classes));
};

const batches: Batch[] = [
  batchOf('twenty of four classes', randomLabels(20, 4, 1), 1, 'points'),
  batchOf('another twenty', randomLabels(20, 4, 2), 2, 'points'),
  batchOf('eleven of two classes', randomLabels(11, 2, 3), 3, 'points'),
  batchOf('not symmetric, some below 0', randomLabels(9, 3, 4), 4, 'any'),
  batchOf('two of one class', [5, 5], 5, 'points'),
  batchOf('two of two classes', [0, 1], 6, 'points'),
  batchOf('one class only', [3, 3, 3, 3, 3, 3], 7, 'points'),
  batchOf('every example of its own class', [0, 1, 2, 3, 4], 8, 'points'),
  batchOf('all in one point', [0, 0, 1, 1, 2], 9, 'zero'),
];

/** Defaults, every setting at its smallest (margins at 0), and every setting doubled. */
function settingsOf(loss: Loss): ParamValues[] {
  const specs = Object.entries(loss.params as Loss['params']);
  const smallest = Object.fromEntries(specs.map(([name, spec]) => [name, spec.min ?? spec.default]));
  const doubled = Object.fromEntries(specs.map(([name, spec]) => [name, spec.default * 2]));
  return [{}, smallest, doubled].map((given) => resolveParams(loss.params, given));
}

/** Runs the kernel on buffers that stand inside larger ones, so that every wrong place can be seen. */
function runKernel(loss: Loss, { distances, labels }: Batch, params: ParamValues) {
  const guard = 3;
  const inside = <T extends Float32Array>(whole: T) => whole.subarray(guard, guard + distances.length);
  const given = new Float32Array(distances.length + 2 * guard).fill(77);
  inside(given).set(distances);
  const wholeGradient = new Float32Array(distances.length + 2 * guard).fill(NaN);
  wholeGradient.fill(99, 0, guard).fill(99, guard + distances.length);
  const tally: StepTally = { loss: NaN, active: NaN, possible: NaN };
  const classes = Int32Array.from(labels);
  loss.kernel(inside(given), classes, inside(wholeGradient), params, tally);
  expect(Array.from(inside(given)), 'the distances are only read').toEqual(distances);
  expect(Array.from(classes), 'the labels are only read').toEqual(labels);
  const around = [...wholeGradient.slice(0, guard), ...wholeGradient.slice(-guard)];
  expect(around, 'nothing is written around the gradient').toEqual([99, 99, 99, 99, 99, 99]);
  return { tally, slopes: Array.from(inside(wholeGradient)) };
}

function closeTo(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  let scale = 1e-6;
  for (let at = 0; at < expected.length; at++) scale = Math.max(scale, Math.abs(expected[at]!));
  for (let at = 0; at < expected.length; at++) {
    const difference = Math.abs(actual[at]! - expected[at]!);
    expect(difference <= tolerance * scale, `[${at}] is ${actual[at]}, not ${expected[at]}`).toBe(true);
  }
}

const cases = (losses as readonly Loss[]).flatMap((loss) =>
  batches.flatMap((batch) =>
    settingsOf(loss).map((params) => ({
      name: `${loss.id}, ${batch.name}, ${JSON.stringify(params)}`,
      loss,
      batch,
      params,
    })),
  ),
);

describe('losses', () => {
  it.each((losses as readonly Loss[]).map((loss) => [loss.id, loss] as const))(
    '%s has an oracle',
    (_, loss) => {
      expect(oracleOf(loss)).toBeDefined();
    },
  );

  it.each(cases)('kernel is the naive loops: $name', ({ loss, batch, params }) => {
    const expected = oracleOf(loss).naive(batch.distances, batch.labels, params);
    const { tally, slopes } = runKernel(loss, batch, params);
    closeTo([tally.loss], [expected.loss], 1e-9);
    closeTo(slopes, expected.slopes, 1e-5);
    expect([tally.active, tally.possible]).toEqual([expected.active, expected.possible]);
  });

  it.each(cases)('kernel is the formula, differentiated: $name', ({ loss, batch, params }) => {
    const size = batch.labels.length;
    const same = tf.tensor2d(batch.labels.map((a) => batch.labels.map((b) => (a === b ? 1 : 0))));
    const formula = (distances: Tensor2D): Scalar => loss.value(tf, distances, same, params);
    const at = tf.tensor2d(batch.distances, [size, size]);
    const { value, grad } = tf.valueAndGrad(formula as never)(at) as { value: Scalar; grad: Tensor2D };
    const { tally, slopes } = runKernel(loss, batch, params);
    closeTo([tally.loss], value.dataSync(), 1e-5);
    closeTo(slopes, grad.dataSync(), 1e-5);
  });

  it.each(cases)('kernel leaves nothing of the step before: $name', ({ loss, batch, params }) => {
    const buffer = new Float32Array(batch.distances.length).fill(5);
    const tally: StepTally = { loss: 5, active: 5, possible: 5 };
    const distances = Float32Array.from(batch.distances);
    const labels = Int32Array.from(batch.labels);
    loss.kernel(distances, labels, buffer, params, tally);
    const first = { ...tally, slopes: buffer.slice() };
    loss.kernel(distances, labels, buffer, params, tally);
    expect({ ...tally, slopes: buffer }).toEqual(first);
  });

  it.each((losses as readonly Loss[]).map((loss) => [loss.id, loss] as const))(
    '%s draws its own curve',
    (_, loss) => {
      for (const params of settingsOf(loss))
        for (const distance of [0, 0.05, 0.1, 0.5, 0.95, 1, 3])
          for (const reference of [0, 0.4, 1.5])
            expect(loss.curve(distance, params, reference)).toEqual(
              oracleOf(loss).curve(distance, params, reference),
            );
    },
  );
});
