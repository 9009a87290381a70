/** How an image is to be turned to stand upright, as Exif 2.32 numbers it: 1 not at all; 5 to 8 exchange height and width. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const exifMark = [0x45, 0x78, 0x69, 0x66, 0, 0]; // "Exif", 0, 0
const orientationTag = 0x0112;
const shortType = 3;
const entryBytes = 12;

/**
 * The orientation that a JPEG's APP1 segment tells: the bytes from `from` to before `to`. Null when it is no Exif, tells none or
 * one that there is not, or is cut off.
 */
export function exifOrientation(view: DataView, from: number, to: number): Orientation | null {
  const end = Math.min(to, view.byteLength);
  const tiff = from + exifMark.length;
  if (tiff + 8 > end || exifMark.some((byte, at) => view.getUint8(from + at) !== byte)) return null;
  const order = view.getUint16(tiff);
  const little = order === 0x4949; // "II"; "MM" has the first byte first
  if ((!little && order !== 0x4d4d) || view.getUint16(tiff + 2, little) !== 42) return null;
  const folder = tiff + view.getUint32(tiff + 4, little);
  if (folder + 2 > end) return null;
  const entries = view.getUint16(folder, little);
  for (let entry = folder + 2; entry < folder + 2 + entries * entryBytes; entry += entryBytes) {
    if (entry + entryBytes > end) return null;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const isShort = view.getUint16(entry + 2, little) === shortType;
    const value = view.getUint16(entry + 8, little);
    return isShort && value >= 1 && value <= 8 ? (value as Orientation) : null;
  }
  return null;
}
