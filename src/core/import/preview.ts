import { splitNames, type ImportPreview } from '@shared/dataset';
import { plural } from '@shared/plural';
import { someOf } from './bad-input';
import { decodeImage, maxImageBytes } from './decode-image';
import type { DecodeOptions } from './decode-rows';
import { countDuplicates } from './duplicates';
import { isGrey } from './pixel-layout';
import { maxSide, type PreparedImport } from './prepare';
import type { Progress } from './progress';

/** So many images are decoded for a preview; of more, as many spread evenly. */
const maxChecked = 3000;

/** What the prepared import would give. Unreadable files are warnings here; the import itself stops at them. */
export async function previewImport(
  prepared: PreparedImport,
  options: DecodeOptions,
  progress: Progress,
): Promise<ImportPreview> {
  const { found, plan, sizes } = prepared;
  const checked = await checkImages(prepared, options, progress);
  const rows = splitNames.flatMap((split) => plan[split]);
  const counts = found.classNames.map(() => 0);
  for (const row of rows) counts[found.labels[row] ?? 0] = (counts[found.labels[row] ?? 0] ?? 0) + 1;
  return {
    format: found.format,
    examples: rows.length,
    classes: found.classNames
      .map((name, i) => ({ name, count: counts[i] ?? 0 }))
      .filter(({ count }) => count > 0),
    sizes: sizes.slice(0, 20),
    channels: checked.grey ? 1 : 3,
    splits: { train: plan.train.length, validation: plan.validation.length, test: plan.test.length },
    warnings: [
      ...unreadable(prepared, checked.broken),
      ...tooLarge(prepared),
      ...prepared.warnings,
      ...checked.warnings,
    ],
  };
}

async function checkImages(prepared: PreparedImport, options: DecodeOptions, progress: Progress) {
  const { found, plan } = prepared;
  const all = splitNames.flatMap((split) => plan[split].map((row) => ({ row, split })));
  const step = Math.max(
    1,
    Math.ceil(all.length / (found.images.kind === 'files' ? maxChecked : 20 * maxChecked)),
  );
  const some = all.filter((_, i) => i % step === 0);
  const duplicates = countDuplicates();
  const broken: string[] = [];
  let grey = true;
  for (const [done, { row, split }] of some.entries()) {
    progress('Checking images', done, some.length);
    const pixels = await pixelsOf(prepared, row, options, broken);
    if (pixels === null) continue;
    grey &&= pixels.channels === 1 || isGrey(pixels.bytes);
    duplicates.add(pixels.bytes, split);
  }
  const partly = step > 1 ? [`Looked at ${some.length} of ${all.length} images for this preview.`] : [];
  return { grey, broken, warnings: [...duplicates.warnings(), ...partly] };
}

async function pixelsOf({ found }: PreparedImport, row: number, options: DecodeOptions, broken: string[]) {
  const { images } = found;
  if (images.kind === 'pixels') return { bytes: images.row(row), channels: images.shape[2] };
  const path = images.paths[row] ?? '';
  try {
    const bytes = await found.source.read(path, maxImageBytes);
    options.about(path);
    const image = await decodeImage(bytes, path);
    return { bytes: image.pixels, channels: image.shape[2] };
  } catch {
    broken.push(path);
    return null;
  }
}

function unreadable({ found, probe }: PreparedImport, broken: readonly string[]): string[] {
  const { images } = found;
  const paths =
    images.kind === 'files' ? (probe?.unreadable ?? []).map(({ row }) => images.paths[row] ?? '') : [];
  const all = [...paths, ...broken];
  if (all.length === 0) return [];
  return [
    `${plural(all.length, 'file')} cannot be read as ${all.length === 1 ? 'an image' : 'images'}: ${someOf(all)}. The import stops there: remove or replace ${all.length === 1 ? 'it' : 'them'} first.`,
  ];
}

function tooLarge({ size }: PreparedImport): string[] {
  return size === null ? [`Most images are larger than ${maxSide} pixels on a side: choose a size.`] : [];
}
