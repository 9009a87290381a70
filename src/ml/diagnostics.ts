import type { Histogram } from '@shared/run';
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
  const dots = compute(tf, () => {
    const all = tf.tensor2d(z, [rows, size]);
    return tf.matMul(all, all, false, true);
  });
  return {
    ...distanceHistograms(dots, labels),
    meanNorm: meanNorm(dots, rows),
    effectiveRank: effectiveRank(dots, rows),
  };
}

/** Every `stride`-th row, so that about `most` are left, spread over the whole. */
export function spreadRows(count: number, most: number): Int32Array {
  const kept = Math.min(count, most);
  return Int32Array.from({ length: kept }, (_, index) => Math.floor((index * count) / kept));
}

function distanceHistograms(dots: Float32Array, labels: Int32Array) {
  const rows = labels.length;
  const distances = new Float32Array((rows * (rows - 1)) / 2);
  for (let a = 0, at = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++, at++) {
      const distance = dots[a * rows + a]! + dots[b * rows + b]! - 2 * dots[a * rows + b]!;
      distances[at] = distance;
    }
  }
  const range = { min: 0, max: farEnough(distances) };
  const same = Array.from({ length: bins }, () => 0);
  const different = same.slice();
  const scale = bins / range.max;
  for (let a = 0, at = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++, at++) {
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(distances[at]! * scale)));
      if (labels[a] === labels[b]) same[bin]!++;
      else different[bin]!++;
    }
  }
  return { sameClass: { ...range, counts: same }, differentClass: { ...range, counts: different } };
}

/** About the 99th percentile, so that an outlier does not squeeze everything else into one bin; 1 when all are 0. */
function farEnough(distances: Float32Array): number {
  const some = distances.filter((_, at) => at % 16 === 0).sort();
  const far = some[Math.floor(0.99 * some.length)] ?? 0;
  return far > 0 ? far : 1;
}

function meanNorm(dots: Float32Array, rows: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += Math.sqrt(Math.max(0, dots[row * rows + row]!));
  return sum / rows;
}

/** From the centred Gram matrix, whose non-zero eigenvalues are the covariance's: tr(G)² / |G|². */
function effectiveRank(dots: Float32Array, rows: number): number {
  const means = new Float64Array(rows);
  let mean = 0;
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < rows; b++) means[a]! += dots[a * rows + b]! / rows;
    mean += means[a]! / rows;
  }
  let trace = 0;
  let squares = 0;
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < rows; b++) {
      const centred = dots[a * rows + b]! - means[a]! - means[b]! + mean;
      squares += centred * centred;
      if (a === b) trace += centred;
    }
  }
  return squares > 0 ? (trace * trace) / squares : 0;
}
