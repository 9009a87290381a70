import { plural } from '@shared/plural';
import { badInput, someOf } from '../import/bad-input';
import { labelNames } from '../import/class-names';
import { groupNames } from '../import/group-names';
import { foreignImageWarnings, imagePaths } from '../import/image-paths';
import { splitOfWord } from '../import/split-names';
import type { Source } from '../import/source';
import { defineDatasetFormat } from './dataset-format';

/** One folder per class with its images at any depth; above them may stand train, validation and test folders. */
export const imageFolder = defineDatasetFormat({
  id: 'image-folder',
  label: 'Image folder',
  help: 'One folder per class with PNG, JPEG, WebP, BMP or PGM/PPM images; train, val and test folders may stand above them.',
  detect: async (source) => imagePaths(source).length > 0,
  open: async (source, { groupBy }) => {
    const all = imagePaths(source);
    const places = placesOf(withoutCommonFolders(all));
    const paths = all.filter((_, i) => places[i]?.class !== null);
    const found = places.filter((place) => place.class !== null);
    if (paths.length === 0) throw noClasses(source, all);
    const stray = all.filter((_, i) => places[i]?.class === null);
    const { classNames, labels } = labelNames(found.map((place) => place.class ?? ''));
    return {
      format: 'image-folder',
      classNames,
      labels,
      splits: found.map((place) => place.split),
      groups: groupNames(paths, groupBy),
      images: { kind: 'files', paths },
      warnings: [...strayWarning(stray), ...foreignImageWarnings(source)],
      source,
    };
  },
});

/** Names of the folders of a source that would be classes. */
export function classFolders(source: Source): string[] {
  const places = placesOf(withoutCommonFolders(imagePaths(source)));
  return [...new Set(places.flatMap((place) => place.class ?? []))];
}

type Place = { class: string | null; split: ReturnType<typeof splitOfWord> };

/** Folders that hold everything say nothing, unless one is the only class or split. */
function withoutCommonFolders(paths: readonly string[]): string[][] {
  let parts = paths.map((path) => path.split('/'));
  for (;;) {
    const first = parts[0]?.[0];
    const common =
      first !== undefined &&
      splitOfWord(first) === null &&
      parts.every((p) => p.length > 2 && p[0] === first);
    if (!common) return parts;
    parts = parts.map((p) => p.slice(1));
  }
}

function placesOf(parts: readonly string[][]): Place[] {
  const folders = new Set(parts.filter((p) => p.length > 1).map((p) => p[0] ?? ''));
  const bySplit =
    folders.size > 0 &&
    [...folders].every((folder) => splitOfWord(folder) !== null) &&
    parts.some((p) => p.length > 2);
  const at = bySplit ? 1 : 0;
  return parts.map((p) => ({
    class: p.length > at + 1 ? (p[at] ?? null) : null,
    split: bySplit ? splitOfWord(p[0] ?? '') : null,
  }));
}

function strayWarning(stray: readonly string[]): string[] {
  return stray.length === 0
    ? []
    : [
        `Left out ${plural(stray.length, 'image that lies', 'images that lie')} in no class folder: ${someOf(stray)}.`,
      ];
}

function noClasses(source: Source, images: readonly string[]): Error {
  return images.length === 0
    ? badInput(`${source.name} holds no images.`, 'Put PNG or JPEG images into one folder per class.')
    : badInput(
        `The images of ${source.name} lie in no class folders.`,
        'Put the images into one folder per class.',
      );
}
