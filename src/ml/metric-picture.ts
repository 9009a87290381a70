import { gramOf, strongest } from './strongest-axes';

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
