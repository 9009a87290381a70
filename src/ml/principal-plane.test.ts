import { expect, test } from 'vitest';
import { principalPlane } from './principal-plane';
import { createRandom } from './random';

test('points that lie in a plane keep their distances, the longer side first, turned towards the first class', () => {
  const random = createRandom(1, 'plane');
  const rows = 50;
  const flat = Array.from({ length: rows }, () => [5 * random.normal(), 1.5 * random.normal()] as const);
  const z = Float32Array.from(flat.flatMap(([a, b]) => [0.6 * a, 7, b, 0.8 * a]));
  const labels = flat.map(([a]) => (a > 0 ? 1 : 0));
  const xy = principalPlane(z, rows, 4, labels);
  const spread = (axis: number) => xy.reduce((sum, value, at) => sum + (at % 2 === axis ? value ** 2 : 0), 0);
  expect(spread(0)).toBeGreaterThan(spread(1));
  for (let row = 1; row < rows; row++) {
    const before = Math.hypot(flat[row]![0] - flat[0]![0], flat[row]![1] - flat[0]![1]);
    expect(Math.hypot(xy[2 * row]! - xy[0]!, xy[2 * row + 1]! - xy[1]!)).toBeCloseTo(before, 3);
  }
  const own = labels.map((label, row) => (label === labels[0] ? xy[2 * row]! : 0));
  expect(own.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0);
});

test('one number a row, and rows that are all alike', () => {
  expect([...principalPlane(Float32Array.of(1, 3), 2, 1, [0, 1])]).toEqual([1, 0, -1, 0]);
  expect([...principalPlane(new Float32Array(6), 2, 3, [0, 0])]).toEqual([0, 0, 0, 0]);
});
