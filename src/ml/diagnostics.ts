import type { Histogram } from '@shared/run';
import { centred } from './centred';
import { compute, type Tf } from './tensors';

/** What an embedding looks like at one moment. */
export type Diagnosis = {
  /** Histograms of the squared distances of training pairs, over one range; the last bin also holds the few beyond it. */
  sameClass: Histogram;
  differentClass: Histogram;
  /** Mean length of an embedded vector. */
  meanNorm: number;
  /** Participation ratio (Σλ)² / Σλ² of the covariance's eigenvalues: how many directions the embedding uses. */
  effectiveRank: number;
};

const bins = 40;

/** Diagnoses the training embeddings z [labels.length, size]. */
export function diagnose(tf: Tf, z: Float32Array, size: number, labels: Int32Array): Diagnosis {
  const rows = labels.length;
  const product = (x: Float32Array, ofColumns: boolean) =>
    compute(tf, () => {
      const all = tf.tensor2d(x, [rows, size]);
      return tf.matMul(all, all, ofColumns, !ofColumns);
    });
  const dots = product(z, false);
  // Whichever is smaller: Xᵀ·X and X·Xᵀ of the centred rows have the same eigenvalues.
  const covariance = product(centred(z, rows, size), size < rows);
  return {
    ...distanceHistograms(dots, labels),
    meanNorm: meanNorm(dots, rows),
    effectiveRank: effectiveRank(covariance, Math.min(rows, size)),
  };
}

/** Every `stride`-th row, so that about `most` are left, spread over the whole. */
export function spreadRows(count: number, most: number): Int32Array {
  const kept = Math.min(count, most);
  return Int32Array.from({ length: kept }, (_, index) => Math.floor((index * count) / kept));
}

function distanceHistograms(dots: Float32Array, labels: Int32Array) {
  const rows = labels.length;
  const norms = Float32Array.from({ length: rows }, (_, row) => dots[row * rows + row]!);
  const range = { min: 0, max: farEnough(dots, norms) };
  // Same-class pairs in the first half, others in the second.
  const counts = new Int32Array(2 * bins);
  const scale = bins / range.max;
  for (let a = 0; a < rows; a++) {
    const [norm, label] = [norms[a]!, labels[a]!];
    for (let b = a + 1; b < rows; b++) {
      const distance = Math.fround(norm + norms[b]! - 2 * dots[a * rows + b]!);
      const bin = Math.max(0, Math.min(bins - 1, distance * scale) | 0);
      counts[labels[b] === label ? bin : bins + bin]!++;
    }
  }
  return {
    sameClass: { ...range, counts: Array.from(counts.subarray(0, bins)) },
    differentClass: { ...range, counts: Array.from(counts.subarray(bins)) },
  };
}

const pairsPerSample = 16;

/** About the 99th percentile, so that an outlier does not squeeze everything else into one bin; 1 when all are 0. */
function farEnough(dots: Float32Array, norms: Float32Array): number {
  const rows = norms.length;
  const some = new Float32Array(Math.ceil((rows * (rows - 1)) / 2 / pairsPerSample));
  let taken = 0;
  for (let a = 0, skipped = 0; a < rows; a++) {
    let b = a + 1 + skipped;
    for (; b < rows; b += pairsPerSample) some[taken++] = norms[a]! + norms[b]! - 2 * dots[a * rows + b]!;
    skipped = b - rows;
  }
  some.sort();
  const far = some[Math.floor(0.99 * some.length)] ?? 0;
  return far > 0 ? far : 1;
}

function meanNorm(dots: Float32Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += Math.sqrt(Math.max(0, dots[row * rows + row]!));
  return sum / rows;
}

/** From a covariance [size, size]: tr(C)² / |C|². */
function effectiveRank(covariance: Float32Array, size: number): number {
  let trace = 0;
  let squares = 0;
  for (let at = 0; at < covariance.length; at++) squares += covariance[at]! ** 2;
  for (let at = 0; at < covariance.length; at += size + 1) trace += covariance[at]!;
  return squares > 0 && Number.isFinite(squares) ? (trace * trace) / squares : 0;
}
