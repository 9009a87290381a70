import type { SplitName } from '@shared/dataset';
import { imagesOf, labelsOf } from '../import/array-images';
import { badInput, someOf } from '../import/bad-input';
import { parseNpy } from '../import/npy';
import { joinPixelParts, type PixelPart } from '../import/pixel-parts';
import { baseName, extension, maxFileBytes, type Source } from '../import/source';
import { splitOfWord } from '../import/split-names';
import { openZipSource } from '../import/zip-source';
import { zipLimits } from '../import/zip-rules';
import { defineDatasetFormat, type FoundDataset } from './dataset-format';

/** NumPy's arrays: one npz, or npy files, with images and labels by name: X and y, x_train and y_train, test_images … */
export const npz = defineDatasetFormat({
  id: 'npz',
  label: 'NumPy npz or npy',
  help: 'Arrays images [n, h, w] or [n, h, w, 3] and labels [n]; also x_train, y_train, x_test, y_test; or X.npy with y.npy.',
  detect: async (source) =>
    source.entries.some(
      ({ path }) =>
        extension(path) === 'npz' || (extension(path) === 'npy' && roleOf(path)?.holds === 'images'),
    ),
  open: async (source, { groupBy }) => {
    const archive = source.entries.find((entry) => extension(entry.path) === 'npz');
    if (archive === undefined) return readArrays(source, groupBy);
    const place = source.diskPath(archive.path);
    if (place === null)
      throw badInput(`${archive.path} is an archive inside an archive.`, 'Import the npz file itself.');
    const arrays = await openZipSource(place, archive.path, {
      ...zipLimits,
      fileBytes: maxFileBytes,
      ratio: 1100,
    });
    try {
      return { ...(await readArrays(arrays, groupBy)), source };
    } finally {
      await arrays.close();
    }
  },
});

type Role = { holds: 'images' | 'labels'; split: SplitName | null };

async function readArrays(source: Source, groupBy: string | undefined): Promise<FoundDataset> {
  const paths = source.entries.map((entry) => entry.path).filter((path) => extension(path) === 'npy');
  const roles = new Map(paths.map((path) => [path, roleOf(path)]));
  const of = (holds: Role['holds']) => paths.filter((path) => roles.get(path)?.holds === holds);
  const images = of('images');
  if (images.length === 0)
    throw badInput(
      `${source.name} has no array of images; it has ${someOf(paths, 6) || 'no arrays'}.`,
      'Call the arrays images and labels, or x_train, y_train, x_test, y_test.',
    );
  const parts: PixelPart[] = [];
  const warnings: string[] = [];
  for (const path of images) {
    const split = roles.get(path)?.split ?? null;
    const partner = of('labels').find((other) => (roles.get(other)?.split ?? null) === split);
    if (partner === undefined)
      throw badInput(
        `${path} in ${source.name} has no labels.`,
        'Add an array of labels: y for X, y_train for x_train.',
      );
    const name = (entry: string) => `${entry} in ${source.name}`;
    const found = imagesOf(parseNpy(await source.read(path), name(path)), name(path));
    const labels = labelsOf(parseNpy(await source.read(partner), name(partner)), name(partner), found.count);
    parts.push({ split, shape: found.shape, pixels: found.pixels, labels });
    warnings.push(...found.warnings);
  }
  return joinPixelParts({ format: 'npz', source, parts, groupBy, classNames: null, warnings });
}

/** What an array's name says: a word for images or labels, and perhaps one for a split; null for arrays of no use here. */
function roleOf(path: string): Role | null {
  const words = baseName(path)
    .replace(/\.npy$/, '')
    .split(/[_\-. ]+/);
  const split = words.map(splitOfWord).find((found) => found !== null) ?? null;
  if (words.some((word) => /^(y|labels?|targets?)$/.test(word))) return { holds: 'labels', split };
  return words.some((word) => /^(x|images?|data)$/.test(word)) ? { holds: 'images', split } : null;
}
