import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectNearest } from './knn';
import { nearestFromDots, type Dots } from './nearest-from-dots';
import { createRandom } from './random';

/** The same in single steps of float32, one query after the other. */
function naive({ dots, queryNorms, rowNorms }: Dots, k: number) {
  const count = rowNorms.length;
  const indices = new Int32Array(queryNorms.length * k);
  const values = new Float32Array(queryNorms.length * k);
  queryNorms.forEach((own, query) => {
    const distances = rowNorms.map((norm, row) => {
      const dot = dots[query * count + row]!;
      return Math.fround(Math.fround(own + norm) - Math.fround(2 * dot));
    });
    selectNearest(distances, 0, count, k, indices, values, query * k);
  });
  for (let at = 0; at < values.length; at++) values[at] = Math.max(0, values[at]!);
  return { indices, values };
}

function found(dots: Dots, k: number) {
  const indices = new Int32Array(dots.queryNorms.length * k);
  const values = new Float32Array(dots.queryNorms.length * k);
  nearestFromDots(dots, k, indices, values);
  return { indices, values };
}

/** Few different values, so that ties are the rule; and what a broken embedding may give. */
const usual = fc.integer({ min: -2, max: 4 });
const any = fc.oneof(
  { weight: 12, arbitrary: usual },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0, 3e38, 1e-40) },
);

const cases = (value: fc.Arbitrary<number>) =>
  fc.record({ count: fc.integer({ min: 1, max: 70 }), queries: fc.integer({ min: 1, max: 4 }) }).chain((of) =>
    fc.record({
      k: fc.integer({ min: 1, max: of.count }),
      dots: fc.array(value, { minLength: of.count * of.queries, maxLength: of.count * of.queries }),
      queryNorms: fc.array(value, { minLength: of.queries, maxLength: of.queries }),
      rowNorms: fc.array(value, { minLength: of.count, maxLength: of.count }),
    }),
  );

const arraysOf = (given: Record<keyof Dots, number[]>): Dots => ({
  dots: Float32Array.from(given.dots),
  queryNorms: Float32Array.from(given.queryNorms),
  rowNorms: Float32Array.from(given.rowNorms),
});

describe('nearestFromDots', () => {
  it.each([
    ['with many ties', usual],
    ['with distances that are not finite', any],
  ])('is selectNearest of every query, bit for bit, %s', (_, value) => {
    fc.assert(
      fc.property(cases(value), ({ k, ...given }) => {
        const dots = arraysOf(given);
        expect(found(dots, k)).toEqual(naive(dots, k));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [600, 37],
    [600, 600],
    [5003, 100],
    [9001, 300],
  ])('is so among %i rows for k = %i, outliers and twins among them', (count, k) => {
    const random = createRandom(count, 'rows');
    const queries = 5;
    const rowNorms = Float32Array.from({ length: count }, (_, row) =>
      row % 97 === 0 ? 1e6 * random.uniform() : Math.abs(random.normal()),
    );
    const dots = Float32Array.from({ length: queries * count }, () => random.normal());
    dots.copyWithin(count - 20, 0, 20);
    rowNorms.copyWithin(count - 20, 0, 20);
    const given = { dots, queryNorms: Float32Array.from({ length: queries }, () => 2), rowNorms };
    expect(found(given, k)).toEqual(naive(given, k));
  });

  it('writes from a place on and nowhere else, and does without queries', () => {
    const dots = {
      dots: Float32Array.of(0, 1),
      queryNorms: Float32Array.of(1),
      rowNorms: Float32Array.of(1, 1),
    };
    const [indices, values] = [new Int32Array(4).fill(-7), new Float32Array(4).fill(-7)];
    nearestFromDots(dots, 2, indices, values, 1);
    expect([Array.from(indices), Array.from(values)]).toEqual([
      [-7, 1, 0, -7],
      [-7, 0, 2, -7],
    ]);
    const none = { dots: new Float32Array(0), queryNorms: new Float32Array(0), rowNorms: Float32Array.of(1) };
    expect(found(none, 1).indices.length).toBe(0);
  });
});
