import type { FileImages, FoundDataset } from '../dataset-formats/dataset-format';
import { checkImage, maxImageBytes } from './decode-image';
import { attemptRows, type DecodedRow, type DecodeOptions } from './decode-rows';
import type { ImageHeader } from './image-header';
import type { Progress } from './progress';
import { isUnreadable, stopAt, type Unreadable } from './unreadable';

/** What the headers of all image files say; `unreadable` are rows whose file is no image, ascending, with the reason. */
export type Probe = { headers: (ImageHeader | null)[]; unreadable: Unreadable[] };

/** Reads the header of every image file; rows in `skip` (by path) have none and are not reported. */
export async function probeFiles(
  found: FoundDataset,
  images: FileImages,
  skip: ReadonlySet<string>,
  progress: Progress,
): Promise<Probe> {
  const probe: Probe = { headers: [], unreadable: [] };
  for (const [row, path] of images.paths.entries()) {
    progress('Reading image headers', row, images.paths.length);
    probe.headers.push(null);
    if (skip.has(path)) continue;
    try {
      probe.headers[row] = checkImage(await found.source.read(path, maxImageBytes), path);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      probe.unreadable.push({ row, error });
    }
  }
  return probe;
}

/**
 * Decodes images whose header was right, as many as `look` says, spread evenly, and moves those that fail to `unreadable`; of the
 * others `onImage` is told. What the header already rules out is never decoded. Gives how many were looked at.
 */
export async function weedOut(
  found: FoundDataset,
  probe: Probe,
  { decoding, most, onImage }: Look,
  progress: Progress,
): Promise<number> {
  const { rows: decodable, pixels } = decodableOf(probe);
  const rows = evenly(decodable, most(pixels / Math.max(1, decodable.length)));
  let done = 0;
  for await (const attempt of attemptRows(found, rows, null, decoding)) {
    progress('Checking images', ++done, rows.length);
    if (!('error' in attempt)) {
      onImage?.(attempt);
      continue;
    }
    probe.headers[attempt.row] = null;
    probe.unreadable.push(attempt);
  }
  probe.unreadable.sort((a, b) => a.row - b.row);
  return rows.length;
}

/** Rows whose header was right, and how many pixels these declare together. */
function decodableOf({ headers }: Probe): { rows: number[]; pixels: number } {
  const rows: number[] = [];
  let pixels = 0;
  for (const [row, header] of headers.entries()) {
    if (header === null) continue;
    rows.push(row);
    pixels += header.width * header.height;
  }
  return { rows, pixels };
}

/** How images are decoded before anything is decided; `most`: how many of images that have so many pixels on average. */
export type Look = {
  decoding: DecodeOptions;
  most(meanPixels: number): number;
  onImage?: (image: DecodedRow) => void;
};

/** At most `most` of the items, spread evenly. */
export function evenly<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % step === 0);
}

/** Throws `bad-input` naming the files that are no images, if there are any. */
export function refuseUnreadable(images: FileImages, { unreadable }: Probe): void {
  const [first, ...others] = unreadable;
  if (first === undefined) return;
  throw stopAt(
    first.error,
    others.map(({ row }) => images.paths[row] ?? ''),
  );
}
