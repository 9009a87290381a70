import { noFilter, type RunFilter, type Sort, type StatusFilter } from './run-table';

/** What the Runs page shows; its address keeps it, and saved views do. */
export type RunsView = RunFilter & {
  sort: Sort;
  /** Keys of the columns, or null for those that fit. */
  columns: readonly string[] | null;
  isGrouped: boolean;
  /** Runs of studies, too? Null until somebody chooses. */
  withStudies: boolean | null;
};

/** Every run, newest first. */
export const plainView: RunsView = {
  ...noFilter,
  sort: { key: 'created', descending: true },
  columns: null,
  isGrouped: false,
  withStudies: null,
};

const statuses: readonly StatusFilter[] = ['all', 'active', 'finished', 'trouble'];

/** The view as the part of an address after "?"; what is plain is left out, the plainest view is empty. */
export function queryOfView(view: RunsView): string {
  const query = new URLSearchParams();
  if (view.search) query.set('q', view.search);
  if (view.status !== 'all') query.set('status', view.status);
  for (const key of ['distance', 'dataset', 'tag'] as const) if (view[key]) query.set(key, view[key]);
  if (view.starred) query.set('starred', '1');
  const { key, descending } = view.sort;
  if (key !== 'created' || !descending) query.set('sort', descending ? `-${key}` : key);
  if (view.columns) query.set('columns', view.columns.join('.'));
  if (view.isGrouped) query.set('group', 'seed');
  if (view.withStudies !== null) query.set('studies', view.withStudies ? '1' : '0');
  return query.toString();
}

/** The view of an address; what is not understood is plain. */
export function viewOfQuery(query: Readonly<Record<string, string>>): RunsView {
  const sort = query['sort'] ?? '';
  const studies = query['studies'];
  return {
    search: query['q'] ?? '',
    status: statuses.find((status) => status === query['status']) ?? 'all',
    distance: query['distance'] ?? '',
    dataset: query['dataset'] ?? '',
    tag: query['tag'] ?? '',
    starred: query['starred'] === '1',
    sort: sort ? { key: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : plainView.sort,
    columns: query['columns'] === undefined ? null : query['columns'].split('.').filter(Boolean),
    isGrouped: query['group'] === 'seed',
    withStudies: studies === undefined ? null : studies === '1',
  };
}
