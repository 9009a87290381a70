import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stratifiedRows } from './stratified-rows';

test('all rows when there are no more than asked for', () => {
  expect([...stratifiedRows([1, 0, 1], 3)]).toEqual([0, 1, 2]);
  expect([...stratifiedRows([], 5)]).toEqual([]);
});

test('every stratum keeps its share, spread over its rows', () => {
  const strata = Array.from({ length: 600 }, (_, row) => (row < 300 ? 0 : row < 500 ? 1 : 2));
  const rows = [...stratifiedRows(strata, 60)];
  expect([0, 1, 2].map((wanted) => rows.filter((row) => strata[row] === wanted).length)).toEqual([
    30, 20, 10,
  ]);
  expect(rows.slice(0, 3)).toEqual([0, 10, 20]);
});

test('exactly as many as asked for, different, ascending, no stratum more than one off its share', () =>
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 80 }),
      (strata, most) => {
        const rows = [...stratifiedRows(strata, most)];
        expect(rows).toHaveLength(Math.min(most, strata.length));
        expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
        for (const wanted of new Set(strata)) {
          const share = (strata.filter((each) => each === wanted).length * rows.length) / strata.length;
          const kept = rows.filter((row) => strata[row] === wanted).length;
          expect(Math.abs(kept - share)).toBeLessThan(1);
        }
      },
    ),
  ));
