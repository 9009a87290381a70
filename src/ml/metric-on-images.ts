import type { MetricPicture } from './metric-picture';
import { gramOf, strongest } from './strongest-axes';

/** What a linear layer makes of real images, where pixels differ from one image to the next, or never do. */
export type MetricOnImages = {
  /** Mean image [d], 0 to 255. */
  mean: Float32Array;
  /** How much each pixel alone adds to squared distances between these images: M's diagonal × the pixel's variance [d]. */
  contribution: Float32Array;
  /**
   * The principal directions of the embedded images, strongest first, each as the covariance [d] of the pixels with the place along
   * it (Haufe et al. 2014: the pattern of a filter), and its share (0 to 1) of the embedded variance.
   */
  patterns: MetricPicture['directions'];
};

/** Looks at images [count, d] (bytes) through P [d, size]; at most `most` patterns. */
export function metricOnImages(
  P: Float32Array,
  size: number,
  images: Uint8Array,
  most: number,
): MetricOnImages {
  const inputs = P.length / size;
  const count = images.length / inputs;
  const mean = meanOf(images, inputs);
  const x = Float32Array.from(images, (byte, at) => (byte - mean[at % inputs]!) / 127.5);
  const embedded = product(x, P, count, inputs, size);
  const contribution = new Float32Array(inputs);
  for (let at = 0; at < P.length; at++) contribution[Math.floor(at / size)]! += P[at]! * P[at]!;
  const variances = new Float64Array(inputs);
  for (let at = 0; at < x.length; at++) variances[at % inputs]! += (x[at]! * x[at]!) / count;
  for (let at = 0; at < inputs; at++) contribution[at]! *= variances[at]!;
  const total = embedded.reduce((sum, value) => sum + value * value, 0);
  const gram = gramOf(embedded, size);
  const axes: Float64Array[] = [];
  const patterns: { share: number; pixels: Float32Array }[] = [];
  while (axes.length < Math.min(most, size)) {
    const axis = strongest(gram, size, axes);
    if (!axis) break;
    axes.push(axis);
    const along = product(embedded, Float32Array.from(axis), count, size, 1);
    const share = along.reduce((sum, value) => sum + value * value, 0) / total;
    if (!(share > 1e-6)) break;
    patterns.push({ share, pixels: product(along, x, 1, count, inputs) });
  }
  return { mean, contribution, patterns };
}

function meanOf(images: Uint8Array, inputs: number): Float32Array {
  const sums = new Float64Array(inputs);
  for (let at = 0; at < images.length; at++) sums[at % inputs]! += images[at]!;
  return Float32Array.from(sums, (sum) => (sum * inputs) / images.length);
}

/** left [m, k] · right [k, n]. */
function product(left: Float32Array, right: Float32Array, m: number, k: number, n: number): Float32Array {
  const result = new Float32Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let inner = 0; inner < k; inner++) {
      const value = left[row * k + inner]!;
      if (value === 0) continue;
      for (let column = 0; column < n; column++)
        result[row * n + column]! += value * right[inner * n + column]!;
    }
  }
  return result;
}
