import { createRandom } from './random';

/** What a linear layer looks at. `inputSize` = d pixels (height · width · channels). */
export type MetricPicture = {
  /** Diagonal of M = P·Pᵀ [d]: how much a difference in one pixel alone adds to the squared distance. */
  diagonal: Float32Array;
  /** Its strongest directions, strongest first: unit vectors [d], and their share (0 to 1) of the trace of M. */
  directions: readonly { share: number; pixels: Float32Array }[];
};

/**
 * Looks into P [d, size]: the diagonal and the top eigenvectors of M = P·Pᵀ, those by way of the small Gram matrix Pᵀ·P [size,
 * size], whose eigenvectors v give M's as P·v / |P·v| (the singular value decomposition of P). At most `most` directions; those
 * with no share are left out. Signs: the pixel that weighs most is positive.
 */
export function metricPicture(P: Float32Array, size: number, most: number): MetricPicture {
  const inputSize = P.length / size;
  const diagonal = new Float32Array(inputSize);
  for (let at = 0; at < P.length; at++) diagonal[Math.floor(at / size)]! += P[at]! * P[at]!;
  const trace = diagonal.reduce((sum, value) => sum + value, 0);
  const gram = gramOf(P, size);
  const found: Float64Array[] = [];
  const directions: { share: number; pixels: Float32Array }[] = [];
  while (found.length < Math.min(most, size)) {
    const vector = strongest(gram, size, found);
    if (!vector) break;
    found.push(vector);
    const pixels = appliedTo(P, size, vector);
    const eigenvalue = pixels.reduce((sum, value) => sum + value * value, 0);
    if (!(trace > 0) || eigenvalue / trace < 1e-6) break;
    directions.push({ share: eigenvalue / trace, pixels: unit(pixels, Math.sqrt(eigenvalue)) });
  }
  return { diagonal, directions };
}

function gramOf(P: Float32Array, size: number): Float64Array {
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

/** The strongest eigenvector that is orthogonal to those found before, by power iteration; null when nothing is left. */
function strongest(gram: Float64Array, size: number, before: readonly Float64Array[]): Float64Array | null {
  let trace = 0;
  for (let at = 0; at < size; at++) trace += gram[at * size + at]!;
  const random = createRandom(0, `metric-picture/${before.length}`);
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

function appliedTo(P: Float32Array, size: number, vector: Float64Array): Float32Array {
  return Float32Array.from({ length: P.length / size }, (_, row) => {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += P[row * size + at]! * vector[at]!;
    return sum;
  });
}

function unit(pixels: Float32Array, length: number): Float32Array {
  const strongestPixel = pixels.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return pixels.map((value) => (strongestPixel < 0 ? -value : value) / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
