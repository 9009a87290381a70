import type { Shape } from '../dataset-formats/dataset-format';

/** Bits after the binary point of the weights: sums of bytes times weights stay below 2³¹. */
const weightBits = 22;
const lobes = 3;

/**
 * Scales [h, w, c] bytes to another height and width with a Lanczos filter of three lobes, wide enough when shrinking
 * that nothing is skipped. Whole-number arithmetic, rows first: the same bytes on every machine, and those of Pillow.
 * The same size gives the same bytes.
 */
export function resizePixels(
  pixels: Uint8Array,
  shape: Shape,
  [height, width]: readonly [number, number],
): Uint8Array {
  const [oldHeight, oldWidth, channels] = shape;
  const wide = width === oldWidth ? pixels : resample(pixels, oldHeight, oldWidth, width, channels);
  if (height === oldHeight) return wide;
  return resample(wide, 1, oldHeight, height, width * channels);
}

/** Resamples the middle axis of [outer, from, inner] bytes to [outer, to, inner]. */
function resample(pixels: Uint8Array, outer: number, from: number, to: number, inner: number): Uint8Array {
  const result = new Uint8Array(outer * to * inner);
  const all = Array.from({ length: to }, (_, t) => taps(t, from, to));
  let target = 0;
  for (let o = 0; o < outer; o++)
    for (const { first, weights } of all) {
      const source = (o * from + first) * inner;
      for (let i = 0; i < inner; i++) result[target++] = weighted(pixels, source + i, inner, weights);
    }
  return result;
}

function weighted(pixels: Uint8Array, start: number, step: number, weights: Int32Array): number {
  let sum = 1 << (weightBits - 1);
  for (let k = 0, at = start; k < weights.length; k++, at += step)
    sum = (sum + Math.imul(pixels[at] as number, weights[k] as number)) | 0;
  return Math.min(255, Math.max(0, sum >> weightBits));
}

/** Which samples make the new sample `t`, and their weights, which add up to about 2^weightBits. */
function taps(t: number, from: number, to: number): { first: number; weights: Int32Array } {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const centre = (t + 0.5) * scale;
  const first = Math.max(0, Math.floor(centre - lobes * stretch + 0.5));
  const end = Math.min(from, Math.floor(centre + lobes * stretch + 0.5));
  const raw = Array.from({ length: end - first }, (_, k) => lanczos((first + k - centre + 0.5) / stretch));
  const sum = raw.reduce((a, b) => a + b, 0);
  return { first, weights: Int32Array.from(raw, (weight) => roundAway((weight / sum) * 2 ** weightBits)) };
}

function lanczos(x: number): number {
  return Math.abs(x) < lobes ? sinc(x) * sinc(x / lobes) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function roundAway(x: number): number {
  return x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5);
}
