/**
 * Turns `count` decoded pixels of 1 to 4 channels, `depth` bytes a sample in the machine's order, into bytes with 1 or 3
 * channels: 16-bit samples are rounded to 8, transparent pixels are laid on white. Null when the length does not fit.
 */
export function toChannels(
  decoded: Uint8Array,
  count: number,
  depth: 1 | 2,
  channels: 1 | 3,
): Uint8Array | null {
  const from = decoded.length / (count * depth);
  if (!Number.isInteger(from) || from < 1 || from > 4 || (channels === 1 && from > 2)) return null;
  const bytes = depth === 2 ? toBytes(decoded) : decoded;
  if (from === channels) return bytes;
  const colours = from === 2 || from === 4 ? from - 1 : from;
  const result = new Uint8Array(count * channels);
  for (let p = 0; p < count; p++) {
    const alpha = colours === from ? 255 : (bytes[p * from + colours] ?? 255);
    for (let c = 0; c < channels; c++)
      result[p * channels + c] = onWhite(bytes[p * from + Math.min(c, colours - 1)] ?? 0, alpha);
  }
  return result;
}

/** Do `count` decoded pixels of 1 to 4 channels, `depth` bytes a sample, have an alpha channel that is not opaque everywhere? */
export function isTransparent(decoded: Uint8Array, count: number, depth: 1 | 2): boolean {
  const pixelBytes = decoded.length / count;
  const channels = pixelBytes / depth;
  if (channels !== 2 && channels !== 4) return false;
  for (let alpha = pixelBytes - depth; alpha < decoded.length; alpha += pixelBytes)
    for (let byte = 0; byte < depth; byte++) if (decoded[alpha + byte] !== 255) return true;
  return false;
}

/** Are the three channels equal in every pixel of [count, 3] bytes? */
export function isGrey(pixels: Uint8Array): boolean {
  for (let i = 0; i + 2 < pixels.length; i += 3)
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
  return true;
}

/** Nearest of 255 steps: the value that maps 0 to 0 and 65,535 to 255. */
function toBytes(pixels: Uint8Array): Uint8Array {
  const samples = new Uint16Array(pixels.slice().buffer);
  return Uint8Array.from(samples, (v) => Math.floor((v + 128) / 257));
}

function onWhite(value: number, alpha: number): number {
  return Math.floor((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

/** [n, from] bytes as [n, to] bytes, 1 or 3 channels: colours become their luminance (ITU-R 601), greys equal colours. */
export function fitChannels(pixels: Uint8Array, from: number, to: number): Uint8Array<ArrayBufferLike> {
  if (from === to) return pixels;
  const count = pixels.length / from;
  if (to === 3) return Uint8Array.from({ length: count * 3 }, (_, i) => pixels[Math.floor(i / 3)] ?? 0);
  return Uint8Array.from({ length: count }, (_, p) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(p * 3, p * 3 + 3);
    return Math.floor((19595 * red + 38470 * green + 7471 * blue + 32768) / 65536);
  });
}

/** [n, c] bytes, c 1 or 3, as opaque RGBA. */
export function toRgba(pixels: Uint8Array, channels: number): Uint8Array {
  const count = pixels.length / channels;
  const rgba = new Uint8Array(count * 4).fill(255);
  for (let p = 0; p < count; p++)
    for (let c = 0; c < 3; c++) rgba[p * 4 + c] = pixels[p * channels + (channels === 3 ? c : 0)] ?? 0;
  return rgba;
}
