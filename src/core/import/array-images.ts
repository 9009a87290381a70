import { badInput } from './bad-input';
import type { NpyArray, NpyData } from './npy';
import type { Shape } from '../dataset-formats/dataset-format';

/** Images from an array: `pixels` are [n, h, w, c] bytes. */
export type ArrayImages = { count: number; shape: Shape; pixels: Uint8Array; warnings: string[] };

/**
 * Takes [n, h, w], [n, h, w, 1 or 3] or [n, 1 or 3, h, w] as images. Bytes stay; truth values become 0 and 255; other
 * numbers must lie in 0 to 1 (scaled) or 0 to 255 (rounded), with a warning. Throws `bad-input` naming the array.
 */
export function imagesOf({ shape, kind, data }: NpyArray, name: string): ArrayImages {
  const [count = 0, ...rest] = shape;
  const first = rest.length === 3 && isChannels(rest[0]) && !isChannels(rest[2]);
  const [height = 0, width = 0, channels = 1] = first ? [rest[1], rest[2], rest[0]] : rest;
  if (rest.length < 2 || rest.length > 3 || !isChannels(channels) || count === 0)
    throw badInput(
      `${name} is an array of ${shape.join(' × ')}, which are not images.`,
      'Images are n × h × w, n × h × w × 1 or n × h × w × 3.',
    );
  const scaled = toBytes(data, kind, name);
  return {
    count,
    shape: [height, width, channels],
    pixels:
      first && channels > 1 ? channelsLast(scaled.pixels, count, height * width, channels) : scaled.pixels,
    warnings: [
      ...scaled.warnings,
      ...(first ? [`${name}: channels come first; they were moved to the end.`] : []),
    ],
  };
}

/** Whole numbers of a label array [n] or [n, 1]; throws `bad-input` naming it for any other. */
export function labelsOf({ shape, data }: NpyArray, name: string, count: number): Int32Array {
  const flat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!flat || data.length !== count)
    throw badInput(
      `${name} is an array of ${shape.join(' × ')} for ${count} images.`,
      'Labels are one whole number for each image.',
    );
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const value = data[i] ?? NaN;
    if (!Number.isInteger(value) || Math.abs(value) > 1_000_000)
      throw badInput(`${name} has the label ${value} at ${i}.`, 'Labels are whole numbers: 0, 1, 2, …');
    labels[i] = value;
  }
  return labels;
}

function isChannels(n: number | undefined): boolean {
  return n === 1 || n === 3;
}

function toBytes(
  data: NpyData,
  kind: NpyArray['kind'],
  name: string,
): { pixels: Uint8Array; warnings: string[] } {
  if (kind === 'boolean') return { pixels: Uint8Array.from(data, (value) => value * 255), warnings: [] };
  if (data instanceof Uint8Array) return { pixels: data, warnings: [] };
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    if (!Number.isFinite(value))
      throw badInput(`${name} holds values that are no numbers.`, 'Save images as uint8.');
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < 0 || high > 255)
    throw badInput(
      `${name} holds values from ${low} to ${high}.`,
      'Save images as uint8, or as numbers from 0 to 1 or 0 to 255.',
    );
  const factor = kind === 'float' && high <= 1 ? 255 : 1;
  const range = factor === 255 ? '0 to 1 were scaled to 0 to 255' : '0 to 255 were rounded';
  return {
    pixels: Uint8Array.from(data as ArrayLike<number>, (value) => Math.floor(value * factor + 0.5)),
    warnings: [`${name} holds no bytes; values from ${range}.`],
  };
}

function channelsLast(pixels: Uint8Array, count: number, area: number, channels: number): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < area; p++)
        result[(i * area + p) * channels + c] = pixels[(i * channels + c) * area + p] ?? 0;
  return result;
}
