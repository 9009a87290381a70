import { expect, test } from 'vitest';
import { nearestAmong } from './nearest-among';
import { createRandom } from './random';

test.each([1, 2, 5, 9])('the same as sorting all distances, %i numbers a row', (size) => {
  const [rows, k] = [40, 6];
  const random = createRandom(3, `nearest/${size}`);
  const z = Float32Array.from({ length: rows * size }, () => random.normal());
  const { indices, distances } = nearestAmong(z, rows, size, k);
  for (let row = 0; row < rows; row++) {
    const all = Array.from({ length: rows }, (_, other) => {
      let sum = 0;
      for (let at = 0; at < size; at++) sum += (z[row * size + at]! - z[other * size + at]!) ** 2;
      return { other, distance: other === row ? -1 : Math.sqrt(sum) };
    });
    all.sort((a, b) => a.distance - b.distance || a.other - b.other);
    expect([...indices.slice(row * k, (row + 1) * k)]).toEqual(all.slice(0, k).map(({ other }) => other));
    expect(distances[row * k]).toBe(0);
    expect(distances[row * k + 1]).toBeCloseTo(all[1]!.distance, 5);
  }
});

test('a row is its own nearest even beside a twin, and progress grows', () => {
  const seen: number[] = [];
  const { indices } = nearestAmong(new Float32Array(300), 150, 2, 2, (share) => seen.push(share));
  expect([...indices.slice(0, 8)]).toEqual([0, 1, 1, 0, 2, 0, 3, 0]);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.every((share) => share >= 0 && share < 1)).toBe(true);
});
