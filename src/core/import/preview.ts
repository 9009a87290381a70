import { splitNames, type ImportPreview, type SplitName } from '@shared/dataset';
import { attemptRows, type DecodedRow, type DecodeOptions } from './decode-rows';
import { countDuplicates, digestOf } from './duplicates';
import { isGrey } from './pixel-layout';
import { maxSide, type PreparedImport } from './prepare';
import { evenly, type Look } from './probe-files';
import type { Progress } from './progress';
import { describeUnreadable, type Unreadable } from './unreadable';

/** So many images are decoded for a preview; of more, as many spread evenly. */
const maxChecked = 3000;

/** To leave out what cannot be decoded, small ones are looked at in greater number, so that the counts are those of the import. */
const maxSmall = { images: 50_000, pixels: 1e9 };

/** What is kept of a decoded image, by row. */
type Seen = Map<number, { digest: string; grey: boolean }>;

/** A preview that is yet to be made: images that were decoded while it was prepared (`look`) are not decoded again. */
export function createPreview(
  decoding: DecodeOptions,
  progress: Progress,
): { look: Look; preview(prepared: PreparedImport): Promise<ImportPreview> } {
  const seen: Seen = new Map();
  const onImage = (image: DecodedRow) => void seen.set(image.row, seenOf(image));
  return {
    look: { decoding, most: mostOf, onImage },
    preview: (prepared) => previewImport(prepared, seen, decoding, progress),
  };
}

/** How many images of so many pixels on average are decoded for a preview that leaves some out. */
function mostOf(meanPixels: number): number {
  return Math.max(maxChecked, Math.min(maxSmall.images, Math.floor(maxSmall.pixels / meanPixels)));
}

/** What the prepared import would give. Unreadable files stop nothing here. */
async function previewImport(
  prepared: PreparedImport,
  seen: Seen,
  options: DecodeOptions,
  progress: Progress,
): Promise<ImportPreview> {
  const { found, plan, sizes } = prepared;
  const all = splitNames.flatMap((split) => plan[split].map((row) => ({ row, split })));
  const broken = prepared.leftOut === null ? await lookAt(prepared, all, seen, options, progress) : [];
  const { grey, duplicates, compared } = checkSeen(all, seen);
  const counts = found.classNames.map(() => 0);
  for (const { row } of all) counts[found.labels[row] ?? 0] = (counts[found.labels[row] ?? 0] ?? 0) + 1;
  const looked = compared + broken.length;
  const partly = looked < all.length ? [`Looked at ${looked} of ${all.length} images for this preview.`] : [];
  return {
    format: found.format,
    examples: all.length,
    classes: found.classNames
      .map((name, i) => ({ name, count: counts[i] ?? 0 }))
      .filter(({ count }) => count > 0),
    sizes: sizes.slice(0, 20),
    channels: grey ? 1 : 3,
    splits: { train: plan.train.length, validation: plan.validation.length, test: plan.test.length },
    warnings: [...tooLarge(prepared), ...prepared.warnings, ...duplicates, ...partly],
    unreadable: unreadableOf(prepared, broken, seen.size),
  };
}

/** Decodes some of the rows into `seen`; gives those that cannot be decoded. */
async function lookAt(
  { found }: PreparedImport,
  rows: readonly { row: number }[],
  seen: Seen,
  options: DecodeOptions,
  progress: Progress,
): Promise<Unreadable[]> {
  const some = evenly(rows, found.images.kind === 'files' ? maxChecked : 20 * maxChecked);
  const broken: Unreadable[] = [];
  const order = some.map(({ row }) => row);
  let done = 0;
  for await (const attempt of attemptRows(found, order, null, options)) {
    progress('Checking images', ++done, some.length);
    if ('error' in attempt) broken.push(attempt);
    else seen.set(attempt.row, seenOf(attempt));
  }
  return broken;
}

function seenOf({ pixels, shape }: DecodedRow): { digest: string; grey: boolean } {
  return { digest: digestOf(pixels), grey: shape[2] === 1 || isGrey(pixels) };
}

function checkSeen(rows: readonly { row: number; split: SplitName }[], seen: Seen) {
  const duplicates = countDuplicates();
  let grey = true;
  let compared = 0;
  for (const { row, split } of rows) {
    const image = seen.get(row);
    if (image === undefined) continue;
    compared += 1;
    grey &&= image.grey;
    duplicates.add(image.digest, split);
  }
  return { grey, duplicates: duplicates.warnings(), compared };
}

function unreadableOf(
  { found: { images }, probe, leftOut }: PreparedImport,
  broken: readonly Unreadable[],
  readable: number,
): ImportPreview['unreadable'] {
  if (images.kind === 'pixels') return null;
  const all = [...(probe?.unreadable ?? []), ...broken].sort((a, b) => a.row - b.row);
  const files = leftOut ?? describeUnreadable(images.paths, all);
  return { ...files, looked: files.count + readable };
}

function tooLarge({ size }: PreparedImport): string[] {
  return size === null ? [`Most images are larger than ${maxSide} pixels on a side: choose a size.`] : [];
}
