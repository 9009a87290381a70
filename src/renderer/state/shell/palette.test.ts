import { expect, test, vi } from 'vitest';
import type { DatasetSummary } from '@shared/dataset';
import type { RunSummary } from '@shared/run';
import { paletteGroups, type PaletteSource } from './palette';

const run = (id: string, name: string) =>
  ({ id, name, status: 'finished', scores: null }) as unknown as RunSummary;
const dataset = (name: string) =>
  ({
    name,
    examples: 3,
    classes: [],
    shape: [2, 2, 1],
    splits: { train: 3, validation: 0, test: 0 },
  }) as unknown as DatasetSummary;

const source: PaletteSource = {
  pages: [
    { id: 'runs', title: 'Runs', path: '/runs' },
    { id: 'new-run', title: 'New run', path: '/new' },
    { id: 'trash', title: 'Trash', path: '/trash', about: 'Removed runs: restore or delete them' },
  ],
  actions: [{ id: 'import', label: 'Import images', note: '', act: () => {} }],
  datasets: [dataset('ruins of Rome'), dataset('flowers')],
  runs: Array.from({ length: 500 }, (_, at) =>
    run(`r${at}`, at === 321 ? 'wide margin, run again' : `triplet ${at}`),
  ),
  sweeps: [],
  studies: [],
};

const labels = (typed: string) =>
  paletteGroups(source, typed).map(({ title, items }) => [title, items.map(({ label }) => label)]);

test('with nothing typed, a little of everything', () => {
  expect(labels('')).toEqual([
    ['Do', ['Import images']],
    ['Go to', ['Runs', 'New run', 'Trash']],
    ['Runs', ['triplet 0', 'triplet 1', 'triplet 2', 'triplet 3']],
    ['Datasets', ['ruins of Rome', 'flowers']],
  ]);
});

test('every word must be there, in any order and case; what begins with it comes first', () => {
  expect(labels('AGAIN wide')).toEqual([['Runs', ['wide margin, run again']]]);
  expect(labels('ru')[0]).toEqual(['Go to', ['Runs', 'New run', 'Trash']]);
  expect(labels('r321')).toEqual([['Runs', ['wide margin, run again']]]);
  expect(labels('nothing like it')).toEqual([]);
});

test('a page is found by what can be done there', () =>
  expect(labels('restore')).toEqual([['Go to', ['Trash']]]));

test('a few of many are shown', () => {
  expect(labels('triplet')).toEqual([
    ['Runs', ['triplet 0', 'triplet 1', 'triplet 2', 'triplet 3', 'triplet 4', 'triplet 5']],
  ]);
});

test('an action is what is done, a place is a link', () => {
  const act = vi.fn();
  const [first] = paletteGroups(
    { ...source, actions: [{ id: 'x', label: 'Xylophone', note: '', act }] },
    'xylo',
  );
  const item = first?.items[0];
  if (!item || !('act' in item)) throw new Error('no action');
  item.act();
  expect(act).toHaveBeenCalledOnce();
});
