import { selectNearest } from './knn';
import { squaredDistances } from './squared-distances';

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
    squaredDistances(z.subarray(row * size, (row + 1) * size), z, size, squared, rows);
    // Nothing is nearer to a row than itself, not even its twin.
    squared[row] = -1;
    selectNearest(squared, 0, rows, k, indices, distances, row * k);
    if (row % 64 === 0) onShare(row / rows);
  }
  for (let at = 0; at < distances.length; at++) distances[at] = Math.sqrt(Math.max(0, distances[at]!));
  return { indices, distances };
}
