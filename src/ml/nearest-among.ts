import { selectNearest } from './knn';

/** The k nearest of each row, itself first: `indices` and Euclidean (not squared) `distances`, both [rows, k]. */
export type NearestAmong = { indices: Int32Array; distances: Float32Array };

/**
 * The exact k nearest (k ≤ rows) of each row of z [rows, size] among all of them, itself first, the lower row first on ties.
 * Tells `onShare` how far it is, from 0 to 1.
 */
export function nearestAmong(
  z: Float32Array,
  rows: number,
  size: number,
  k: number,
  onShare: (share: number) => void = () => {},
): NearestAmong {
  const indices = new Int32Array(rows * k);
  const distances = new Float32Array(rows * k);
  const squared = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++)
      squared[other] = squaredDistance(z, row * size, other * size, size);
    // Nothing is nearer to a row than itself, not even its twin.
    squared[row] = -1;
    selectNearest(squared, 0, rows, k, indices, distances, row * k);
    if (row % 64 === 0) onShare(row / rows);
  }
  for (let at = 0; at < distances.length; at++) distances[at] = Math.sqrt(Math.max(0, distances[at]!));
  return { indices, distances };
}

/** In four sums, which the processor adds side by side. */
function squaredDistance(z: Float32Array, a: number, b: number, size: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < size; at += 4) {
    const d0 = z[a + at]! - z[b + at]!;
    const d1 = z[a + at + 1]! - z[b + at + 1]!;
    const d2 = z[a + at + 2]! - z[b + at + 2]!;
    const d3 = z[a + at + 3]! - z[b + at + 3]!;
    first += d0 * d0;
    second += d1 * d1;
    third += d2 * d2;
    fourth += d3 * d3;
  }
  for (; at < size; at++) first += (z[a + at]! - z[b + at]!) ** 2;
  return first + second + third + fourth;
}
