import { openMemory, type OpenMemory } from './simd/memory';
import { routinesIn, type Routines } from './simd/routines';

/** Dot products of some queries with some rows, and the squared lengths of both. */
export type Dots = {
  /** [queries, rows] */
  dots: Float32Array;
  queryNorms: Float32Array;
  rowNorms: Float32Array;
};

/**
 * The k (≤ rows) nearest rows of every query by |q|² + |r|² − 2·q·r, as `selectNearest` finds them: nearest first, the lower row
 * first on ties, what is not a number infinitely far; distances that rounding took below 0 are written as 0. Writes from `at` on into `indices` and `values`, k for each query.
 */
export function nearestFromDots(
  { dots, queryNorms, rowNorms }: Dots,
  k: number,
  indices: Int32Array,
  values: Float32Array,
  at = 0,
): void {
  const count = rowNorms.length;
  const padded = 4 * Math.ceil(count / 4);
  const { memory, run } = workspace(2 * padded + 2 * k + 64);
  const [bound, norms, row] = [memory.scratch(1), memory.scratch(padded), memory.scratch(padded)];
  const [nearest, places] = [memory.scratch(k), memory.scratch(k)];
  const placesAsIndices = new Int32Array(places.buffer, places.byteOffset, k);
  // Rows beyond the last are infinitely far.
  norms.fill(Infinity).set(rowNorms);
  row.fill(0);
  const looked = Math.min(padded, Math.max(firstLook, 16 * k));
  for (let query = 0; query < queryNorms.length; query++) {
    row.set(dots.subarray(query * count, (query + 1) * count));
    run.distancesInPlace(row.byteOffset, norms.byteOffset, queryNorms[query]!, 4 * padded);
    run.distanceBound(row.byteOffset, 4 * looked, k, k + (k >> 2), bound.byteOffset);
    const [from, into] = [row.byteOffset, bound.byteOffset];
    run.selectWithin(from, 4 * padded, 4 * k, into, nearest.byteOffset, places.byteOffset);
    // Rounding takes sums of nearly equal numbers below 0: their order stands, but no distance is negative.
    for (let rank = 0; rank < k; rank++) values[at + query * k + rank] = Math.max(0, nearest[rank]!);
    indices.set(placesAsIndices, at + query * k);
  }
}

/** Among so many rows a bound for the nearest is looked for; it holds for all, being a bound for some of them. */
const firstLook = 4096;

let kept: { memory: OpenMemory; run: Routines; floats: number } | undefined;

/** One memory for all searches: each is over when it returns. */
function workspace(floats: number): { memory: OpenMemory; run: Routines } {
  if (!kept || kept.floats < floats) {
    const memory = openMemory(4 * floats);
    kept = { memory, run: routinesIn(memory.memory), floats };
  }
  kept.memory.begin();
  return kept;
}
