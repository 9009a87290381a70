import { hasWords, wordsOf } from '@shared/run-search';
import type { RunStatus, RunSummary } from '@shared/run';
import { isActive } from '../../text/run-words';
import { columnOf } from './run-columns';
import { searchedText } from './search-texts';

export type SortKey = string;
export type Sort = { key: SortKey; descending: boolean };
export type StatusFilter = 'all' | 'active' | 'finished' | 'trouble';

/** Which runs are wanted; an empty text lets every run through. */
export type RunFilter = {
  search: string;
  status: StatusFilter;
  distance: string;
  dataset: string;
  tag: string;
  starred: boolean;
};

/** Lets every run through. */
export const noFilter: RunFilter = {
  search: '',
  status: 'all',
  distance: '',
  dataset: '',
  tag: '',
  starred: false,
};

const troubles: readonly RunStatus[] = ['failed', 'diverged', 'interrupted', 'cancelled'];

/** Runs in the order of a column; those without a value come last either way, equals newest first. */
export function sortRuns<R extends RunSummary>(runs: readonly R[], key: SortKey, descending: boolean): R[] {
  const valueOf = columnOf(key)?.value ?? ((run: RunSummary) => run.createdAt);
  const keyed = runs.map((run) => ({ run, value: valueOf(run) ?? null }));
  keyed.sort((a, b) => compareValues(a.value, b.value, descending) || compareAge(a.run, b.run));
  return keyed.map(({ run }) => run);
}

/** Two values of a column in its order; one that is missing comes last either way. */
export function compareValues(
  left: string | number | null,
  right: string | number | null,
  descending: boolean,
): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return (left < right ? -1 : 1) * (descending ? -1 : 1);
}

function compareAge(a: RunSummary, b: RunSummary): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return b.id.length - a.id.length || (a.id < b.id ? 1 : -1);
}

/** The runs that a filter lets through; those of studies only when wanted. */
export function filterRuns(
  runs: readonly RunSummary[],
  filter: RunFilter,
  withStudies: boolean,
): RunSummary[] {
  const words = wordsOf(filter.search);
  return runs.filter(
    (run) =>
      (withStudies || run.studyId === null) &&
      hasStatus(run, filter.status) &&
      (!filter.distance || run.config.distance === filter.distance) &&
      (!filter.dataset || run.config.dataset === filter.dataset) &&
      (!filter.tag || run.tags.includes(filter.tag)) &&
      (!filter.starred || run.starred) &&
      (words.length === 0 || hasWords(searchedText(run), words)),
  );
}

function hasStatus(run: RunSummary, status: StatusFilter): boolean {
  if (status === 'active') return isActive(run);
  if (status === 'finished') return run.status === 'finished';
  return status === 'all' || troubles.includes(run.status);
}
