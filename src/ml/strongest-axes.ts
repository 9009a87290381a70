import { createRandom } from './random';

/** The Gram matrix Pᵀ·P [size, size] of P [rows, size]. */
export function gramOf(P: Float32Array, size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (let row = 0; row < P.length; row += size) {
    for (let a = 0; a < size; a++) {
      const value = P[row + a]!;
      if (value === 0) continue;
      for (let b = a; b < size; b++) gram[a * size + b]! += value * P[row + b]!;
    }
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) gram[a * size + b] = gram[b * size + a]!;
  return gram;
}

/** When the search ends: after so many steps, or when an axis turns by less (one less the cosine between two steps). */
export type Precision = { iterations: number; stillness: number };

const exact: Precision = { iterations: 500, stillness: 1e-12 };

/**
 * The strongest eigenvector of a symmetric matrix [size, size], which is positive semidefinite, that is orthogonal to those found
 * before, by power iteration; null when nothing is left.
 */
export function strongest(
  gram: Float64Array,
  size: number,
  before: readonly Float64Array[],
  { iterations, stillness }: Precision = exact,
): Float64Array | null {
  let trace = 0;
  for (let at = 0; at < size; at++) trace += gram[at * size + at]!;
  const random = createRandom(0, `strongest-axes/${before.length}`);
  let vector: Float64Array = Float64Array.from({ length: size }, () => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      next[a] = rowTimes(gram, a * size, vector);
    }
    for (const other of before) {
      const along = dot(next, other);
      for (let at = 0; at < size; at++) next[at]! -= along * other[at]!;
    }
    const length = Math.sqrt(dot(next, next));
    if (!(length > 1e-9 * trace)) return null;
    for (let at = 0; at < size; at++) next[at]! /= length;
    const turned = 1 - Math.abs(dot(next, vector));
    vector = next;
    if (iteration > 0 && turned < stillness) break;
  }
  return vector;
}

/** Two sums at a time, so that a processor need not wait for the last one. */
function rowTimes(gram: Float64Array, from: number, vector: Float64Array): number {
  const size = vector.length;
  let [even, odd] = [0, 0];
  for (let at = 1; at < size; at += 2) {
    even += gram[from + at - 1]! * vector[at - 1]!;
    odd += gram[from + at]! * vector[at]!;
  }
  return size % 2 === 0 ? even + odd : even + odd + gram[from + size - 1]! * vector[size - 1]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
