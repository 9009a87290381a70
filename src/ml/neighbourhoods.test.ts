import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classMargin } from './class-margin';
import { countOccurrences, skewness } from './hubness';
import { labelDoubt } from './label-doubt';

const neighbours = fc.array(
  fc.record({ label: fc.integer({ min: 0, max: 3 }), distance: fc.integer({ min: 0, max: 50 }) }),
  { maxLength: 12 },
);
const label = fc.integer({ min: 0, max: 3 });

describe('classMargin', () => {
  it('is the nearest other less the nearest own, or a bound by the farthest known', () => {
    fc.assert(
      fc.property(neighbours, neighbours, label, (some, more, truth) => {
        const sorted = [...some].sort((a, b) => a.distance - b.distance);
        const found = classMargin(
          sorted.map((one) => one.label),
          sorted.map((one) => one.distance),
          truth,
        );
        if (sorted.length === 0) return void expect(found).toBeNull();
        // More neighbours, all farther: the margin that is known with them lies within the bound.
        const farthest = sorted.at(-1)!.distance;
        const all = [...sorted, ...more.map((one) => ({ ...one, distance: one.distance + farthest }))];
        const least = (own: boolean) =>
          Math.min(...all.filter((one) => (one.label === truth) === own).map(({ distance }) => distance));
        const margin = least(false) - least(true);
        if (found?.bound === 'exact') expect(found.value).toBe(margin);
        if (found?.bound === 'at-least') expect(margin).toBeGreaterThanOrEqual(found.value);
        if (found?.bound === 'at-most') expect(margin).toBeLessThanOrEqual(found.value);
        const kinds = new Set(sorted.map((one) => one.label === truth));
        expect(found?.bound === 'exact').toBe(kinds.size === 2);
      }),
    );
  });
});

describe('hubness', () => {
  const lists = fc.integer({ min: 3, max: 9 }).chain((examples) =>
    fc.record({
      examples: fc.constant(examples),
      labels: fc.array(label, { minLength: examples, maxLength: examples }),
      queries: fc.array(
        fc.record({ label, near: fc.shuffledSubarray([...Array(examples).keys()], { minLength: 3 }) }),
        { maxLength: 12 },
      ),
      k: fc.integer({ min: 1, max: 3 }),
    }),
  );

  it('counts what a naive count gives', () => {
    fc.assert(
      fc.property(lists, ({ examples, labels, queries, k }) => {
        const [counts, bad] = [new Int32Array(examples), new Int32Array(examples)];
        for (const { label, near } of queries) countOccurrences(near, k, { label, labels }, counts, bad);
        for (let example = 0; example < examples; example++) {
          const those = queries.filter(({ near }) => near.slice(0, k).includes(example));
          expect(counts[example]).toBe(those.length);
          expect(bad[example]).toBe(those.filter((query) => query.label !== labels[example]).length);
        }
      }),
    );
  });

  it('has the skewness of the textbook', () => {
    expect(skewness([2, 2, 2])).toBe(0);
    expect(skewness([0, 1, 2])).toBeCloseTo(0, 12);
    // Computed independently, with sums over Python's floats.
    expect(skewness([0, 0, 0, 4])).toBeCloseTo(1.1547005383792515, 12);
    expect(skewness([1, 2, 2, 10, 0])).toBeCloseTo(1.3364000021776086, 12);
    expect(skewness([])).toBe(0);
  });
});

describe('labelDoubt', () => {
  it('names the class with most votes, and no doubt where that is the label', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 15 }), label, (classes, own) => {
        const doubt = labelDoubt(classes, own, new Int32Array(4));
        const votes = [0, 1, 2, 3].map((name) => classes.filter((other) => other === name).length);
        const winner = votes.indexOf(Math.max(...votes));
        if (classes.length === 0 || winner === own) return void expect(doubt).toBeNull();
        expect(doubt).toEqual({
          suggested: winner,
          share: votes[winner]! / classes.length,
          ownShare: votes[own]! / classes.length,
        });
      }),
    );
  });
});
