import { plural } from '@shared/plural';
import { someOf } from './bad-input';
import { foreignImageExtensions, imageExtensions } from './image-header';
import { extension, type Source } from './source';

/** Paths of the image files of a source, by extension. */
export function imagePaths(source: Source): string[] {
  return source.entries.map((entry) => entry.path).filter((path) => imageExtensions.has(extension(path)));
}

/** A word about image files of kinds that are not read; empty when there are none. */
export function foreignImageWarnings(source: Source): string[] {
  const foreign = source.entries
    .map((entry) => entry.path)
    .filter((path) => foreignImageExtensions.has(extension(path)));
  if (foreign.length === 0) return [];
  return [
    `Left out ${plural(foreign.length, 'image')} of a kind that is not read: ${someOf(foreign)}. Convert ${foreign.length === 1 ? 'it' : 'them'} to PNG or JPEG.`,
  ];
}
