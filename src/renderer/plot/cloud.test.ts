import { expect, test } from 'vitest';
import { countsByLabel, labelsByRow } from './cloud';

test('labels are counted, the most frequent first', () => {
  expect(countsByLabel([3, 1, 3, 0, 1])).toEqual([
    [1, 2],
    [3, 2],
    [0, 1],
  ]);
  expect(countsByLabel([])).toEqual([]);
  expect(labelsByRow({ rows: [7, 9], labels: Int32Array.of(1, 0), xy: null }).get(9)).toBe(0);
});
