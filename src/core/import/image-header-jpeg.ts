import { exifOrientation, type Orientation } from './exif-orientation';
import type { ImageHeader } from './image-header';

/** JPEG: the first start-of-frame segment; one component is grey. Height and width are those of the image when it stands upright. */
export function jpegHeader(view: DataView): ImageHeader | null {
  if (view.byteLength < 12 || view.getUint16(0) !== 0xffd8) return null;
  let orientation: Orientation | null = null;
  for (let at = 2; at + 10 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (isFrame(marker)) return frameHeader(view, at, orientation ?? 1);
    else if (marker === 0xda || marker === 0xd9) return null;
    else {
      const next = at + 2 + Math.max(2, view.getUint16(at + 2));
      if (marker === 0xe1) orientation ??= exifOrientation(view, at + 4, next);
      at = next;
    }
  }
  return null;
}

function frameHeader(view: DataView, at: number, orientation: Orientation): ImageHeader {
  const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
  const isLying = orientation >= 5;
  return {
    format: 'jpeg',
    width: isLying ? height : width,
    height: isLying ? width : height,
    grey: view.getUint8(at + 9) === 1,
    depth: 1,
    orientation,
  };
}

function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that share the range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
