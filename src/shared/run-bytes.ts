/**
 * Numbers of a run's results on their way to a page, too many for the wire of `shared/api.ts`: fetched as bytes from
 * `/runs/<id>/<name>.bin`. A frame of 32-bit words, little-endian: a header of eight int32, then the parts in the order below.
 */
export const runByteNames = ['embedding', 'first-layer'] as const;
export type RunByteName = (typeof runByteNames)[number];

/** Most points of a scatter; beyond, the same share of every class and split. */
export const mostScatterPoints = 10_000;

/** Most numbers of one answer (64 MB): rows of raw pixels are long, so that fewer fit. */
export const mostRunNumbers = 16_000_000;

/** Embedded examples: `rows` of the dataset, their class indices, and `values` [rows, size]. `total` examples are in the dataset. */
export type EmbeddingSample = {
  total: number;
  size: number;
  rows: Int32Array;
  labels: Int32Array;
  values: Float32Array;
};

/** The weights [d, size] of a run's first layer, d = height · width · channels, beside training images [count, d] (bytes). */
export type FirstLayer = {
  shape: readonly [height: number, width: number, channels: number];
  size: number;
  images: Uint8Array;
  weights: Float32Array;
};

const headerWords = 8;

/** The frame of a sample. */
export function sampleBytes({ total, size, rows, labels, values }: EmbeddingSample): Uint8Array<ArrayBuffer> {
  return frameOf([rows.length, size, total], [rows, labels, values]);
}

/** The sample in a frame; throws when its length does not fit its header. */
export function sampleFrom(bytes: ArrayBuffer): EmbeddingSample {
  const [count = 0, size = 0, total = 0] = headerOf(bytes);
  const [rows, labels, values] = partsOf(bytes, [count, count, count * size]);
  return { total, size, rows: ints(rows!), labels: ints(labels!), values: floats(values!) };
}

/** The frame of a first layer. */
export function firstLayerBytes({ shape, size, images, weights }: FirstLayer): Uint8Array<ArrayBuffer> {
  // Whole words: the last one may end in bytes that mean nothing.
  const words = new Int32Array(Math.ceil(images.length / 4));
  new Uint8Array(words.buffer).set(images);
  return frameOf([...shape, size, images.length], [weights, words]);
}

/** The first layer in a frame; throws when its length does not fit its header. */
export function firstLayerFrom(bytes: ArrayBuffer): FirstLayer {
  const [height = 0, width = 0, channels = 0, size = 0, length = 0] = headerOf(bytes);
  const inputs = height * width * channels;
  const [weights, words] = partsOf(bytes, [inputs * size, Math.ceil(length / 4)]);
  const images = new Uint8Array(bytes, words!.at, length);
  return { shape: [height, width, channels], size, images, weights: floats(weights!) };
}

function frameOf(
  header: readonly number[],
  parts: readonly (Int32Array | Float32Array)[],
): Uint8Array<ArrayBuffer> {
  const words = parts.reduce((sum, part) => sum + part.length, headerWords);
  const bytes = new Uint8Array(words * 4);
  new Int32Array(bytes.buffer).set(header);
  let at = headerWords * 4;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

function headerOf(bytes: ArrayBuffer): Int32Array {
  if (bytes.byteLength < headerWords * 4) throw new Error('These bytes are too short for a header.');
  return new Int32Array(bytes, 0, headerWords);
}

function partsOf(
  bytes: ArrayBuffer,
  lengths: readonly number[],
): { bytes: ArrayBuffer; at: number; length: number }[] {
  let at = headerWords * 4;
  const parts = lengths.map((length) => {
    const part = { bytes, at, length };
    at += length * 4;
    return part;
  });
  if (at !== bytes.byteLength) throw new Error(`These bytes are ${bytes.byteLength} long instead of ${at}.`);
  return parts;
}

const ints = ({ bytes, at, length }: { bytes: ArrayBuffer; at: number; length: number }) =>
  new Int32Array(bytes, at, length);
const floats = ({ bytes, at, length }: { bytes: ArrayBuffer; at: number; length: number }) =>
  new Float32Array(bytes, at, length);
