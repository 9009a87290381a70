import type { SplitName } from '@shared/dataset';
import { badInput } from '../import/bad-input';
import { gunzip, isGzip } from '../import/gunzip';
import { looksLikeIdx, parseIdx, type IdxFile } from '../import/idx-file';
import { joinPixelParts, type PixelPart } from '../import/pixel-parts';
import { baseName, extension, type Source } from '../import/source';
import { readLines } from '../import/text-lines';
import { defineDatasetFormat } from './dataset-format';

/** MNIST's own format: `train-images-idx3-ubyte` with `train-labels-idx1-ubyte`, `t10k-…` as the test split, `.gz` or not. */
export const idx = defineDatasetFormat({
  id: 'idx',
  label: 'IDX (MNIST)',
  help: 'Pairs of …images-idx3-ubyte and …labels-idx1-ubyte files, gzipped or not; train-* and t10k-* are the splits.',
  detect: async (source) => idxNames(source).length > 0,
  open: async (source, { groupBy }) => {
    const names = idxNames(source);
    if (names.length === 0)
      throw badInput(
        `${source.name} holds no IDX files.`,
        'They are called like train-images-idx3-ubyte.gz.',
      );
    const parts: PixelPart[] = [];
    for (const pair of pairsOf(names)) parts.push(await readPair(source, pair));
    const classNames = await namesFile(source);
    return joinPixelParts({ format: 'idx', source, parts, groupBy, classNames });
  },
});

type Pair = { images: string; labels: string };

function idxNames(source: Source): string[] {
  const named = source.entries.map((e) => e.path).filter((path) => /ubyte|\.idx/.test(baseName(path)));
  const plain = new Set(named);
  return named.filter((path) => extension(path) !== 'gz' || !plain.has(path.slice(0, -3)));
}

/** Files whose names differ only in the word for what they hold belong together. */
function pairsOf(names: readonly string[]): Pair[] {
  const images = new Map<string, string>();
  const labels = new Map<string, string>();
  for (const path of names) (/label/.test(baseName(path)) ? labels : images).set(pairKey(path), path);
  if (images.size === 1 && labels.size === 1)
    return [{ images: [...images.values()][0] ?? '', labels: [...labels.values()][0] ?? '' }];
  const pairs = [...images].map(([key, path]) => ({ images: path, labels: labels.get(key) }));
  const lonely =
    pairs.find((pair) => pair.labels === undefined)?.images ??
    [...labels].find(([key]) => !images.has(key))?.[1];
  if (lonely !== undefined)
    throw badInput(
      `${lonely} has no partner: images and labels come in pairs.`,
      'Give the folder that holds both files, or a zip of it.',
    );
  return pairs as Pair[];
}

function pairKey(path: string): string {
  return path
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/images?|labels?|idx\d?|[-_.]/g, '');
}

async function readPair(source: Source, pair: Pair): Promise<PixelPart> {
  const images = await readIdx(source, pair.images);
  const labels = await readIdx(source, pair.labels);
  const [count = 0, height = 0, width = 0, channels = 1] = images.dimensions;
  if (images.dimensions.length < 3 || (channels !== 1 && channels !== 3))
    throw badInput(
      `${pair.images} holds ${images.dimensions.join(' × ')} bytes, which are not images.`,
      'Images are number × height × width (× 1 or 3).',
    );
  if (labels.dimensions.length !== 1 || labels.dimensions[0] !== count)
    throw badInput(
      `${pair.labels} holds ${labels.dimensions.join(' × ')} labels for ${count} images.`,
      'Use the labels that belong to the images.',
    );
  return {
    split: splitOf(pair.images),
    shape: [height, width, channels],
    pixels: images.data,
    labels: Int32Array.from(labels.data),
  };
}

async function readIdx(source: Source, path: string): Promise<IdxFile> {
  const bytes = await source.read(path);
  const plain = isGzip(bytes) ? gunzip(bytes, path) : bytes;
  if (extension(path) === 'gz' && plain === bytes && !looksLikeIdx(bytes)) gunzip(bytes, path);
  return parseIdx(plain, path);
}

function splitOf(path: string): SplitName | null {
  const name = baseName(path);
  if (/^(t10k|test)/.test(name)) return 'test';
  if (/^val/.test(name)) return 'validation';
  return /^train/.test(name) ? 'train' : null;
}

async function namesFile(source: Source): Promise<string[] | null> {
  const file = source.entries.find((e) => ['classes.txt', 'class_names.txt'].includes(baseName(e.path)));
  if (file === undefined) return null;
  return readLines(source, file.path);
}
