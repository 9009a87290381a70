import { mutate } from '../imports/mutate';
import { oneOf, type Chance } from '../messages/junk';
import { changeFiles } from './change-files';
import { changeJson } from './change-json';
import { changeStory } from './change-story';
import { isObject, putTogether, takeApart, type Json, type Parts } from './parts';

/** Ways to make a bad bundle of a good one. */
export const mutantKinds = ['archive', 'settings', 'events', 'story', 'files', 'entries'] as const;
export type MutantKind = (typeof mutantKinds)[number];

/**
 * A good bundle made bad. Mostly its sums agree again afterwards, as a person who means harm would see to: otherwise nothing
 * would get past the first check.
 */
export function mutant(good: Buffer, kind: MutantKind, chance: Chance): Buffer {
  if (kind === 'archive') return mutate(good, chance);
  const parts = takeApart(good);
  const isSealed = chance() < 0.9;
  if (kind === 'entries') return withOtherEntries(parts, isSealed, chance);
  const times = 1 + Math.floor(chance() * 2);
  for (let time = 0; time < times; time++) changes[kind](parts, chance);
  return putTogether(parts, isSealed);
}

const changes: Record<Exclude<MutantKind, 'archive' | 'entries'>, (parts: Parts, chance: Chance) => void> = {
  settings: ({ manifest }, chance) => changeJson(manifest, chance),
  /** Of every kind of event alike: there is one end, and many epochs. */
  events({ events }, chance) {
    const kindOf = (event: Json) => (isObject(event) ? event['type'] : null);
    const kind = oneOf(chance, [...new Set(events.map(kindOf))]);
    changeJson(
      oneOf(
        chance,
        events.filter((event) => kindOf(event) === kind),
      ),
      chance,
    );
  },
  story: changeStory,
  files: changeFiles,
};

const names = [
  '../x',
  '../../../../evil',
  '/etc/evil',
  'C:/evil',
  'files/../../x',
  'files/00',
  'files/-1',
  'files/1e0',
  'files/0/x',
  'Files/0',
  'files\\0',
  'files/0 ',
  'fi\u0308les/0',
  'bundle.json/x',
  'Bundle.json',
  '__MACOSX/bundle.json',
  '.hidden',
  `files/${'9'.repeat(300)}`,
  'files/\u202e0',
];

/** Entries too many, under another name, twice, or in each other's place. */
function withOtherEntries(parts: Parts, isSealed: boolean, chance: Chance): Buffer {
  const kind = chance();
  const extra = { [oneOf(chance, names)]: Buffer.from('x') };
  if (kind < 0.5) return putTogether(parts, isSealed, extra);
  const good = putTogether(parts, isSealed);
  const own = ['bundle.json', 'events.jsonl', ...parts.files.map((_, at) => `files/${at}`)];
  const from = oneOf(chance, own);
  const to = oneOf(
    chance,
    [...own, ...names].filter((name) => name.length === from.length && name !== from),
  );
  return renamed(good, from, to ?? from.replace(/^./, 'X'), kind < 0.8);
}

/** Another name of the same length, in the entry's own head and (when `everywhere`) in the directory. */
function renamed(zip: Buffer, from: string, to: string, everywhere: boolean): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) {
    copy.write(to, at, 'latin1');
    if (!everywhere) break;
  }
  return copy;
}
