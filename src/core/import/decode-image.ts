import { Transformer } from '@napi-rs/image';
import type { Shape } from '../dataset-formats/dataset-format';
import { badInput } from './bad-input';
import { readImageHeader, type ImageHeader } from './image-header';
import type { Orientation } from './exif-orientation';
import { isTransparent, toChannels } from './pixel-layout';
import { resizePixels } from './resize-pixels';

/** An image as bytes, [height, width, channels], 1 channel when its file holds no colours; was any of it transparent? */
export type DecodedImage = { shape: Shape; pixels: Uint8Array; transparent: boolean };

const maxPixels = 25_000_000;
const maxDecodedBytes = 64 * 2 ** 20;

/** Longest image file that is read. */
export const maxImageBytes = 128 * 2 ** 20;

/** The header of an image file; throws `bad-input` naming `file` when it is no image or is too large to decode. */
export function checkImage(bytes: Uint8Array, file: string): ImageHeader {
  const header = readImageHeader(bytes);
  if (header === null)
    throw badInput(
      `${file} is not a readable image (PNG, JPEG, WebP, BMP or PGM/PPM).`,
      'Remove the file or replace it, then import again.',
    );
  const pixels = header.width * header.height;
  if (pixels > maxPixels || pixels * (header.grey ? 1 : 3) > maxDecodedBytes)
    throw badInput(
      `${file} is too large (${header.width} × ${header.height} pixels).`,
      'At most 64 MiB when decoded (22 million pixels in colour): make it smaller, then import again.',
    );
  return header;
}

/**
 * Decodes an image file and scales it to [height, width]; transparency is laid on white. The result has 1 channel when the
 * header says grey, else 3. Throws `bad-input` naming `file`.
 */
export async function decodeImage(
  bytes: Uint8Array,
  file: string,
  size?: readonly [number, number],
): Promise<DecodedImage> {
  const header = checkImage(bytes, file);
  const { width, height, depth, orientation = 1 } = header;
  const raw = await decodeRaw(bytes, file, orientation);
  const channels = header.grey ? 1 : 3;
  const pixels = toChannels(raw, width * height, depth, channels);
  if (pixels === null) throw unreadable(file, 'its pixels are not what its header says');
  const [newHeight, newWidth] = size ?? [height, width];
  const scaled = resizePixels(pixels, [height, width, channels], [newHeight, newWidth]);
  const transparent = isTransparent(raw, width * height, depth);
  return { shape: [newHeight, newWidth, channels], pixels: scaled, transparent };
}

async function decodeRaw(bytes: Uint8Array, file: string, orientation: Orientation): Promise<Uint8Array> {
  try {
    const image = new Transformer(bytes);
    return await (orientation === 1 ? image : image.rotate(orientation)).rawPixels();
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

function unreadable(file: string, why: string): Error {
  return badInput(`${file} cannot be decoded (${why}).`, 'Remove the file or replace it, then import again.');
}
