import type { ImageFit } from '@shared/neighbours';
import type { Shape } from '../dataset-formats/dataset-format';
import { decodeImage } from './decode-image';
import { fitChannels, isGrey } from './pixel-layout';
import { resizePixels } from './resize-pixels';

/** An image made like a dataset's images, and how. */
export type FittedImage = { pixels: Uint8Array; fit: ImageFit };

/** Decodes an image file to [h, w, c] bytes: stretched to the size, grey where c is 1. Throws `bad-input` naming `file`. */
export async function fitImage(
  bytes: Uint8Array,
  file: string,
  [height, width, channels]: Shape,
): Promise<FittedImage> {
  const { shape, pixels, transparent } = await decodeImage(bytes, file);
  const resized = resizePixels(pixels, shape, [height, width]);
  return {
    pixels: fitChannels(resized, shape[2], channels),
    fit: {
      from: { width: shape[1], height: shape[0] },
      to: { width, height },
      turnedGrey: shape[2] === 3 && channels === 1 && !isGrey(pixels),
      laidOnWhite: transparent,
    },
  };
}
