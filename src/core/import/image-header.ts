import type { Orientation } from './exif-orientation';
import { bmpHeader, pngHeader, pnmHeader, webpHeader } from './image-header-simple';
import { jpegHeader } from './image-header-jpeg';

/**
 * What the first bytes of an image file say. `grey`: they rule out colours; `depth`: bytes a sample once decoded;
 * `orientation`: how what is stored must be turned to have this height and width.
 */
export type ImageHeader = {
  format: 'png' | 'jpeg' | 'webp' | 'bmp' | 'pnm';
  width: number;
  height: number;
  grey: boolean;
  depth: 1 | 2;
  orientation?: Orientation;
};

/** Extensions of the image files that are read. */
export const imageExtensions: ReadonlySet<string> = new Set([
  'png',
  'jpg',
  'jpeg',
  'webp',
  'bmp',
  'pgm',
  'ppm',
  'pnm',
]);

/** Extensions of image files that are not read: worth a word rather than silence. */
export const foreignImageExtensions: ReadonlySet<string> = new Set([
  'gif',
  'tif',
  'tiff',
  'heic',
  'avif',
  'svg',
  'psd',
  'raw',
]);

/** Reads an image's kind and size without decoding it; null when it is no image of a known kind or is cut off. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10) return null;
  const header =
    pngHeader(view) ??
    jpegHeader(view) ??
    webpHeader(view) ??
    bmpHeader(view) ??
    pnmHeader(bytes.subarray(0, 1024));
  return header !== null && header.width > 0 && header.height > 0 ? header : null;
}
