import type { ImageHeader } from './image-header';

/** PNG: the IHDR chunk; colour types 0 and 4 are grey. */
export function pngHeader(view: DataView): ImageHeader | null {
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return null;
  if (view.getUint32(12) !== 0x49484452) return null;
  const colourType = view.getUint8(25);
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    grey: colourType === 0 || colourType === 4,
    depth: view.getUint8(24) === 16 ? 2 : 1,
  };
}

const bmpHeaderBytes: ReadonlySet<number> = new Set([40, 52, 56, 108, 124]);

/** BMP of Windows; heights below 0 mean rows from the top. */
export function bmpHeader(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || view.getUint16(0) !== 0x424d || !bmpHeaderBytes.has(view.getUint32(14, true)))
    return null;
  return {
    format: 'bmp',
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
    grey: false,
    depth: 1,
  };
}

/** WebP: lossy (VP8), lossless (VP8L) and extended (VP8X). */
export function webpHeader(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || view.getUint32(0) !== 0x52494646 || view.getUint32(8) !== 0x57454250)
    return null;
  const size = webpSize(view);
  return size && { format: 'webp', width: size[0], height: size[1], grey: false, depth: 1 };
}

function webpSize(view: DataView): [width: number, height: number] | null {
  const kind = view.getUint32(12);
  if (kind === 0x56503820) return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
  }
  if (kind !== 0x56503858) return null;
  const canvas = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1;
  return [canvas(24), canvas(27)];
}

/** Portable grey map and pixel map, ASCII (P2, P3) and binary (P5, P6), with comments. */
export function pnmHeader(head: Uint8Array): ImageHeader | null {
  if (head[0] !== 0x50) return null;
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/#[^\n]*\n?/g, ' ');
  const match = /^P([2356])\s+(\d{1,6})\s+(\d{1,6})\s+(\d{1,5})\s/.exec(text);
  if (match === null) return null;
  return {
    format: 'pnm',
    width: Number(match[2]),
    height: Number(match[3]),
    grey: match[1] === '2' || match[1] === '5',
    depth: Number(match[4]) > 255 ? 2 : 1,
  };
}
