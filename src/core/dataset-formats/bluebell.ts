import type { SplitName } from '@shared/dataset';
import { badInput, someOf } from '../import/bad-input';
import { classOfImages } from '../import/bluebell-labels';
import { imageFinder } from '../import/bluebell-names';
import { chooseLists, type SplitList } from '../import/bluebell-lists';
import { labelNames } from '../import/class-names';
import { groupNames } from '../import/group-names';
import { imagePaths } from '../import/image-paths';
import { readLines } from '../import/text-lines';
import type { Source } from '../import/source';
import { defineDatasetFormat } from './dataset-format';

/**
 * A folder of images with text files that list who is in which split, often several numbered divisions of the same
 * images: `train1.txt`, `val1.txt`, `test1.txt`, `train2.txt` … (also `trn`, `valid`, `validation`, `tst`; `.lst`). The lowest
 * number is used. A line is an image's name, with or without folder and extension, or its number; a class may follow.
 * Without classes in the lists they come from a labels file, else from folders, else from the names before their number.
 */
export const bluebell = defineDatasetFormat({
  id: 'bluebell',
  label: 'Bluebell split lists',
  help: 'Images beside numbered lists train1.txt, val1.txt, test1.txt: one image name a line, then its class; or a labels file.',
  detect: async (source) =>
    imagePaths(source).length > 0 &&
    chooseLists(source.entries.map((e) => e.path)).some((list) => list.split === 'train'),
  open: async (source, { groupBy }) => {
    const lists = chooseLists(source.entries.map((e) => e.path));
    if (lists.length === 0)
      throw badInput(
        `${source.name} has no split lists.`,
        'They are called train1.txt, val1.txt and test1.txt.',
      );
    const images = imagePaths(source);
    const members = await readMembers(source, lists, images);
    const paths = members.map((member) => member.path);
    const classes = members.every((member) => member.class !== null)
      ? members.map((member) => member.class ?? '')
      : await classOfImages(source, images, paths);
    const { classNames, labels } = labelNames(classes);
    return {
      format: 'bluebell',
      classNames,
      labels,
      splits: members.map((member) => member.split),
      groups: groupNames(paths, groupBy),
      images: { kind: 'files', paths },
      warnings: remarks(source, lists, images, paths),
      source,
    };
  },
});

type Member = { path: string; class: string | null; split: SplitName };

async function readMembers(
  source: Source,
  lists: readonly SplitList[],
  images: readonly string[],
): Promise<Member[]> {
  const find = imageFinder(images);
  const members = new Map<string, Member>();
  for (const { path: list, split } of lists)
    for (const [i, line] of (await readLines(source, list)).entries()) {
      const found = find(line);
      if (found === null)
        throw badInput(
          `${list}, entry ${i + 1}: there is no image ${JSON.stringify(line.slice(0, 80))}.`,
          'Check the list, or add the image.',
        );
      const other = members.get(found.path);
      if (other !== undefined && other.split !== split)
        throw badInput(
          `${list}, entry ${i + 1}: ${found.path} is in the ${other.split} list, too.`,
          'Every image belongs to one split.',
        );
      members.set(found.path, { path: found.path, class: found.rest === '' ? null : found.rest, split });
    }
  if (members.size === 0)
    throw badInput(`The split lists of ${source.name} are empty.`, 'Write one image name a line.');
  return [...members.values()];
}

function remarks(
  source: Source,
  lists: readonly SplitList[],
  images: readonly string[],
  paths: readonly string[],
): string[] {
  const used = lists.map((list) => list.path);
  const unlisted = images.length - paths.length;
  return [
    `Used the split lists ${someOf(used, 5)} of ${source.name}.`,
    ...(unlisted > 0 ? [`Left out ${unlisted} images that are in none of these lists.`] : []),
  ];
}
