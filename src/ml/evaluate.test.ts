import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { splitNames, type SplitName } from '@shared/dataset';
import { evaluate, nearestSearch, rangeOf, type EvaluationOptions, type SplitCounts } from './evaluate';
import { createRandom } from './random';
import type { Tf } from './tensors';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const [size, classCount] = [3, 4];

/** Whole coordinates: distances are exact in float32, and ties are many. */
function dataOf(counts: SplitCounts, seed: number) {
  const random = createRandom(seed, 'data');
  const rows = counts.train + counts.validation + counts.test;
  const whole = (below: number) => Math.floor(random.uniform() * below);
  const z = Float32Array.from({ length: rows * size }, () => whole(4) - 1);
  return { z, labels: Int32Array.from({ length: rows }, () => whole(classCount)) };
}

type Found = { index: number; distance: number };

/** All training rows by distance, the lower row first on ties. */
function sorted(z: Float32Array, row: number, trainCount: number): Found[] {
  const of = (at: number) => Array.from(z.slice(at * size, (at + 1) * size));
  return Array.from({ length: trainCount }, (_, index) => ({
    index,
    distance: of(index).reduce((sum, value, column) => sum + (value - of(row)[column]!) ** 2, 0),
  })).sort((a, b) => a.distance - b.distance || a.index - b.index);
}

/** Share of wrong votes of the rows' first k neighbours; ties go to the lowest class. */
function naiveError(rows: number[], near: (row: number) => Found[], labels: Int32Array, k: number): number {
  const wrong = rows.filter((row) => {
    const voters = near(row).slice(0, k);
    const votes = Array.from(
      { length: classCount },
      (_, label) => voters.filter(({ index }) => labels[index] === label).length,
    );
    return votes.indexOf(Math.max(...votes)) !== labels[row];
  });
  return wrong.length / rows.length;
}

function optionsOf(
  counts: SplitCounts,
  k: number,
  maxK: number,
  seed = 1,
): EvaluationOptions & { z: Float32Array } {
  const { z, labels } = dataOf(counts, seed);
  const rowsOf = (from: number, to: number) => z.slice(from * size, to * size);
  return { tf, rowsOf, size, labels, counts, classCount, k, maxK, z };
}

const rowsIn = (counts: SplitCounts, split: SplitName) => {
  const { from, to } = rangeOf(counts, split);
  return Array.from({ length: to - from }, (_, at) => from + at);
};

describe('rangeOf', () => {
  it('lays the splits one behind the other', () => {
    const counts = { train: 5, validation: 3, test: 2 };
    expect(splitNames.map((split) => rangeOf(counts, split))).toEqual([
      { from: 0, to: 5 },
      { from: 5, to: 8 },
      { from: 8, to: 10 },
    ]);
  });
});

const cases: [string, SplitCounts, number, number][] = [
  ['all three splits', { train: 30, validation: 12, test: 9 }, 5, 12],
  ['no validation split', { train: 20, validation: 0, test: 7 }, 3, 6],
  ['training only', { train: 16, validation: 0, test: 0 }, 1, 4],
  ['k of all training examples', { train: 14, validation: 6, test: 0 }, 14, 14],
  ['k of all but one', { train: 14, validation: 6, test: 0 }, 13, 13],
  ['a single validation example', { train: 10, validation: 1, test: 0 }, 2, 5],
  ['a single training example', { train: 1, validation: 3, test: 0 }, 1, 1],
];

describe.each(cases)('evaluate: %s', (name, counts, k, maxK) => {
  const options = optionsOf(counts, k, maxK, name.length);
  const { z, labels } = options;
  const near = (row: number) => sorted(z, row, counts.train);
  const others = (row: number) => near(row).filter(({ index }) => index !== row);

  it('finds the neighbours of every split, nearest first, the lower row on ties', () => {
    const { neighbours } = evaluate(options);
    for (const split of splitNames) {
      const found = neighbours[split];
      const rows = rowsIn(counts, split);
      if (rows.length === 0) {
        expect(found).toBeUndefined();
        continue;
      }
      expect(found!.queries).toBe(rows.length);
      expect(found!.k).toBeGreaterThanOrEqual(maxK);
      rows.forEach((row, query) => {
        const expected = near(row).slice(0, found!.k);
        const at = query * found!.k;
        expect(Array.from(found!.indices.slice(at, at + found!.k))).toEqual(
          expected.map(({ index }) => index),
        );
        expect(Array.from(found!.distances.slice(at, at + found!.k))).toEqual(
          expected.map(({ distance }) => distance),
        );
      });
    }
  });

  it('scores every k as naive loops do, with the example itself and without', () => {
    const { scores } = evaluate(options);
    const check = (scored: typeof scores.validation, split: SplitName, of: (row: number) => Found[]) => {
      const rows = rowsIn(counts, split);
      if (rows.length === 0) return expect(scored).toBeNull();
      for (const [at, error] of Object.entries(scored!.errorByK))
        expect(error, `${split}, k = ${at}`).toBeCloseTo(naiveError(rows, of, labels, Number(at)), 12);
      const voters = Math.min(k, of(rows[0]!).length);
      if (voters > 0) expect(scored!.error).toBeCloseTo(naiveError(rows, of, labels, voters), 12);
    };
    check(scores.train, 'train', near);
    check(scores.trainLeaveOneOut, 'train', others);
    check(scores.validation, 'validation', near);
    check(scores.test, 'test', near);
  });

  it('scores k = 1 to maxK for every split, and no other', () => {
    const { scores } = evaluate(options);
    const upTo = (last: number) => Array.from({ length: last }, (_, at) => String(at + 1));
    expect(Object.keys(scores.train.errorByK)).toEqual(upTo(maxK));
    expect(Object.keys(scores.trainLeaveOneOut.errorByK)).toEqual(upTo(Math.min(maxK, counts.train - 1)));
    if (scores.validation) expect(Object.keys(scores.validation.errorByK)).toEqual(upTo(maxK));
    if (scores.test) expect(Object.keys(scores.test.errorByK)).toEqual(upTo(maxK));
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    evaluate(options);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('duplicates', () => {
  it('an example leaves itself out even when others stand in the same place before it', () => {
    const counts = { train: 6, validation: 0, test: 0 };
    const labels = Int32Array.of(0, 0, 0, 1, 1, 1);
    const rowsOf = (from: number, to: number) => new Float32Array((to - from) * size);
    const { scores } = evaluate({ tf, rowsOf, size, labels, counts, classCount: 2, k: 2, maxK: 2 });
    // All six in one point: the first rows are everybody's neighbours, so classes 0, 0, 0 are right and 1, 1, 1 wrong.
    expect(scores.train.errorByK).toMatchObject({ 1: 0.5, 2: 0.5 });
    expect(scores.trainLeaveOneOut.errorByK).toEqual({ 1: 0.5, 2: 0.5 });
  });
});

describe('an embedding that is not finite', () => {
  it('is still scored: nothing is nearer than anything', () => {
    const counts = { train: 4, validation: 2, test: 0 };
    const labels = Int32Array.of(1, 0, 0, 0, 1, 0);
    const rowsOf = (from: number, to: number) => new Float32Array((to - from) * size).fill(NaN);
    const { scores, neighbours } = evaluate({
      tf,
      rowsOf,
      size,
      labels,
      counts,
      classCount: 2,
      k: 1,
      maxK: 2,
    });
    expect(Array.from(neighbours.validation!.indices)).toEqual([0, 1, 0, 1]);
    expect(scores.validation!.error).toBe(0.5);
  });
});

describe('nearestSearch', () => {
  it('searches block by block when rows are too long for one matrix', () => {
    const length = 2_000_000;
    const first = [0, 10, 1, 9, 2, 8, 7];
    const asked: number[] = [];
    const rowsOf = (from: number, to: number) => {
      asked.push(to - from);
      const block = new Float32Array((to - from) * length);
      for (let row = from; row < to; row++) block[(row - from) * length] = first[row]!;
      return block;
    };
    const search = nearestSearch(tf, rowsOf(0, 2), length);
    asked.length = 0;
    const { indices, distances } = search.nearestOf(rowsOf, 2, 7, 2);
    search.dispose();
    expect(asked).toEqual([4, 1]);
    expect(Array.from(indices)).toEqual([0, 1, 1, 0, 0, 1, 1, 0, 1, 0]);
    expect(Array.from(distances)).toEqual([1, 81, 1, 81, 4, 64, 4, 64, 9, 49]);
  });
});
