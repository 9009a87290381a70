import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, selectNearest, vote, voteForEveryK } from './knn';

/** Few different values, so that ties are the rule; and what a broken embedding may give. */
const distance = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -1, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -0) },
);
const rowOf = fc.array(distance, { minLength: 1, maxLength: 40 });
const far = (value: number) => (Number.isNaN(value) ? Infinity : value);

function naive(row: readonly number[], k: number): { index: number; value: number }[] {
  return row
    .map((value, index) => ({ index, value: far(value) }))
    .sort((a, b) => (a.value === b.value ? a.index - b.index : a.value - b.value))
    .slice(0, k);
}

describe('selectNearest', () => {
  it('is a stable sort, cut off: lower row first on ties, NaN as infinitely far', () => {
    const cases = rowOf.chain((row) =>
      fc.record({
        row: fc.constant(row),
        k: fc.integer({ min: 1, max: row.length }),
        from: fc.integer({ min: 0, max: 5 }),
        at: fc.integer({ min: 0, max: 5 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ row, k, from, at }) => {
        const distances = Float32Array.from([...Array.from({ length: from }, () => -9), ...row, -9, -9]);
        const indices = new Int32Array(at + k + 2).fill(-7);
        const values = new Float32Array(at + k + 2).fill(-7);
        selectNearest(distances, from, row.length, k, indices, values, at);
        const expected = naive(row, k);
        const around = (inner: number[]) => [...Array.from({ length: at }, () => -7), ...inner, -7, -7];
        expect(Array.from(indices)).toEqual(around(expected.map(({ index }) => index)));
        expect(Array.from(values, (value) => value + 0)).toEqual(
          around(expected.map(({ value }) => value + 0)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the order of rows when all are equally far', () => {
    expect(Array.from(nearest(new Float32Array(9), 4))).toEqual([0, 1, 2, 3]);
    expect(Array.from(nearest(new Float32Array(5).fill(NaN), 3))).toEqual([0, 1, 2]);
  });
});

describe('nearest', () => {
  it('gives all rows when k is larger than their number', () => {
    expect(Array.from(nearest(Float32Array.of(3, 1, 2), 10))).toEqual([1, 2, 0]);
    expect(nearest(new Float32Array(0), 3).length).toBe(0);
  });
});

/** One vote each; the lowest class wins a tie. */
function naiveVote(labels: readonly number[], classCount: number): number {
  const counts = Array.from({ length: classCount }, (_, label) => labels.filter((at) => at === label).length);
  return counts.indexOf(Math.max(...counts));
}

const neighbours = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 });

describe('votes', () => {
  it('go to the class with most of them, the lowest on ties', () => {
    expect(vote([2, 1, 1, 2], 3)).toBe(1);
    fc.assert(
      fc.property(neighbours, (labels) => {
        expect(vote(labels, 5)).toBe(naiveVote(labels, 5));
      }),
    );
  });

  it('of every k are the votes of each k alone, whatever stands in the buffers', () => {
    fc.assert(
      fc.property(neighbours, (labels) => {
        const winners = new Int32Array(labels.length).fill(-1);
        voteForEveryK(labels, new Int32Array(5).fill(99), winners);
        expect(Array.from(winners)).toEqual(labels.map((_, at) => naiveVote(labels.slice(0, at + 1), 5)));
      }),
      { numRuns: 300 },
    );
  });
});
