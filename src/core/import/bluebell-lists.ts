import type { SplitName } from '@shared/dataset';
import { baseName, extension } from './source';
import { splitOfWord } from './split-names';

/** A text file that lists the images of a split; `number` tells several divisions of the same images apart. */
export type SplitList = { path: string; split: SplitName; number: number | null };

/** The split lists among some paths that belong to the lowest numbered division; those without a number when none has one. */
export function chooseLists(paths: readonly string[]): SplitList[] {
  const lists = paths.map(listOf).filter((list) => list !== null);
  const numbers = lists.map((list) => list.number).filter((number) => number !== null);
  const chosen = numbers.length === 0 ? null : Math.min(...numbers);
  return lists.filter((list) => list.number === chosen);
}

function listOf(path: string): SplitList | null {
  if (!['txt', 'lst', 'list'].includes(extension(path))) return null;
  const match = /^([a-z]+?)(?:[-_ ]?(?:set|split|list|images?))?[-_ ]?(\d{1,4})?\.[a-z]+$/.exec(
    baseName(path),
  );
  const split = splitOfWord(match?.[1] ?? '');
  if (split === null) return null;
  return { path, split, number: match?.[2] === undefined ? null : Number(match[2]) };
}
