import type { RunSummary } from './run';

/** The words of a search, as {@link hasWords} wants them. */
export const wordsOf = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

/** What a search looks through: id, name, distance, dataset, tags and notes of a run, and more words for it, lower case. */
export function searchTextOf(run: RunSummary, more = ''): string {
  const { distance, dataset } = run.config;
  return [run.id, run.name, distance, more, dataset, ...run.tags, run.notes].join('\n').toLowerCase();
}

/** Is every word somewhere in the text? */
export const hasWords = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));
