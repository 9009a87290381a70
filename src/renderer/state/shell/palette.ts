import type { DatasetSummary } from '@shared/dataset';
import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import { datasetFacts } from '../../text/dataset-facts';
import { percent } from '../../text/numbers';
import { statusLabels } from '../../text/run-words';
import type { KnownSweep } from '../../text/sweep-words';

/** A line of the command palette: a place to go to, or something to do. */
export type PaletteItem = {
  id: string;
  label: string;
  note: string;
  keys?: readonly string[];
} & ({ href: string } | { act: () => void });

export type PaletteGroup = { title: string; items: readonly PaletteItem[] };

/** What can be found. */
export type PaletteSource = {
  pages: readonly { id: string; title: string; path: string; about?: string }[];
  actions: readonly PaletteItem[];
  datasets: readonly DatasetSummary[];
  runs: readonly RunSummary[];
  sweeps: readonly KnownSweep[];
  studies: readonly Study[];
};

/** Lines of a group that are shown; typing more finds the rest. */
const most = 6;

/** What fits the words typed (all of them, anywhere in a line), best first; with nothing typed what is nearest at hand. */
export function paletteGroups(source: PaletteSource, typed: string): PaletteGroup[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const pages = source.pages.map(({ id, title, path, about = '' }) => ({
    id: `page-${id}`,
    label: title,
    note: about,
    href: `#${path}`,
  }));
  const groups: PaletteGroup[] = [
    { title: 'Do', items: source.actions },
    { title: 'Go to', items: pages },
    { title: 'Runs', items: lazily(source.runs, words, runItem) },
    { title: 'Sweeps', items: lazily(source.sweeps, words, sweepItem) },
    { title: 'Studies', items: lazily(source.studies, words, studyItem) },
    { title: 'Datasets', items: lazily(source.datasets, words, datasetItem) },
  ];
  return groups
    .map(({ title, items }) => ({ title, items: found(items, words).slice(0, title === 'Do' ? 12 : most) }))
    .filter(({ items }) => items.length > 0);
}

/** Lines for the first few things that fit: with thousands of runs most are never described. */
function lazily<T>(
  things: readonly T[],
  words: readonly string[],
  item: (thing: T) => PaletteItem,
): PaletteItem[] {
  const items: PaletteItem[] = [];
  for (const thing of things) {
    const described = item(thing);
    if (rank(described, words) !== null) items.push(described);
    if (items.length >= (words.length === 0 ? 4 : 200)) break;
  }
  return items;
}

function found(items: readonly PaletteItem[], words: readonly string[]): PaletteItem[] {
  return items
    .flatMap((item) => {
      const at = rank(item, words);
      return at === null ? [] : [{ item, at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** How well a line fits: 0 when it begins with the words, 1 when its label has them, 2 with the note; null when it does not. */
function rank({ id, label, note }: PaletteItem, words: readonly string[]): number | null {
  const name = label.toLowerCase();
  const all = `${name} ${note.toLowerCase()} ${id.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return null;
  if (name.startsWith(words[0] ?? '')) return 0;
  return words.every((word) => name.includes(word)) ? 1 : 2;
}

function runItem({ id, name, status, scores }: RunSummary): PaletteItem {
  const error = scores?.validation ? ` · ${percent(scores.validation.error)} validation error` : '';
  return {
    id,
    label: name,
    note: `${id} · ${statusLabels[status].toLowerCase()}${error}`,
    href: `#/runs/${id}`,
  };
}

function sweepItem({ id, name, status }: KnownSweep): PaletteItem {
  const note = `${id} · ${statusLabels[status].toLowerCase()}`;
  return { id: `sweep-${id}`, label: name, note, href: `#/sweeps/${id}` };
}

function studyItem({ id, dataset, status }: Study): PaletteItem {
  return { id: `study-${id}`, label: `The tutorial on ${dataset}`, note: status, href: `#/studies/${id}` };
}

function datasetItem(dataset: DatasetSummary): PaletteItem {
  const href = `#/datasets/${encodeURIComponent(dataset.name)}`;
  return { id: `dataset-${dataset.name}`, label: dataset.name, note: datasetFacts(dataset), href };
}
