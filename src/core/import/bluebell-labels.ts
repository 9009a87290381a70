import { badInput } from './bad-input';
import { imageFinder } from './bluebell-names';
import { baseName, type Source } from './source';
import { readLines } from './text-lines';

const fileNames = /^(image[-_]?)?(labels?|classes|imagelabels)\.(txt|lst|csv)$/;
const containers = new Set([
  'images',
  'image',
  'img',
  'imgs',
  'jpg',
  'jpeg',
  'png',
  'data',
  'photos',
  'pictures',
  'all',
]);

/**
 * Classes of the images at `paths`: from a labels file (lines of name and class, or one class a line for all images in
 * the order of their names); else from class folders; else from the part of the names before their number.
 */
export async function classOfImages(
  source: Source,
  images: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  const file = source.entries.find((entry) => fileNames.test(baseName(entry.path)));
  if (file !== undefined) return fromFile(source, file.path, images, paths);
  const folders = paths.map((path) => path.split('/').at(-2) ?? '');
  if (
    new Set(folders).size > 1 &&
    folders.every((folder) => folder !== '' && !containers.has(folder.toLowerCase()))
  )
    return folders;
  const prefixes = paths.map(
    (path) => /^(.*?)[-_ ]*\d+\.[^.]+$/.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] ?? '',
  );
  if (new Set(prefixes).size > 1 && prefixes.every((prefix) => prefix !== '')) return prefixes;
  throw badInput(
    `${source.name} does not say to which class its images belong.`,
    'Write the class after each name in the lists, or add labels.txt with one line for each image: name class',
  );
}

async function fromFile(
  source: Source,
  file: string,
  images: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  const lines = await readLines(source, file);
  const find = imageFinder(images);
  const named = new Map<string, string>();
  for (const line of lines) {
    const found = find(line);
    if (found !== null && found.rest !== '') named.set(found.path, found.rest);
  }
  if (named.size === 0 && lines.length === images.length)
    images.forEach((path, i) => named.set(path, lines[i] ?? ''));
  return paths.map((path) => {
    const label = named.get(path);
    if (label !== undefined) return label;
    throw badInput(
      `${file} gives no class for ${path}.`,
      'Add a line with the image and its class, or one class for each image in order.',
    );
  });
}
