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

const iterations = 500;

/** The strongest eigenvector of a symmetric matrix [size, size], which is positive semidefinite, that is orthogonal to those found before, by power iteration; null when nothing is left. */
export function strongest(
  gram: Float64Array,
  size: number,
  before: readonly Float64Array[],
): Float64Array | null {
  let trace = 0;
  for (let at = 0; at < size; at++) trace += gram[at * size + at]!;
  const random = createRandom(0, `strongest-axes/${before.length}`);
  let vector: Float64Array = Float64Array.from({ length: size }, () => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++) sum += gram[a * size + b]! * vector[b]!;
      next[a] = sum;
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
    if (iteration > 0 && turned < 1e-12) break;
  }
  return vector;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
