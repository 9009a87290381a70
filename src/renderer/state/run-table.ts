import type { RunStatus, RunSummary } from '@shared/run';
import { distanceLabel, isActive } from '../text/run-words';

export type SortKey =
  | 'name'
  | 'status'
  | 'distance'
  | 'dataset'
  | 'train'
  | 'leaveOneOut'
  | 'validation'
  | 'loss'
  | 'engine'
  | 'time'
  | 'created';
export type Sort = { key: SortKey; descending: boolean };
export type StatusFilter = 'all' | 'active' | 'finished' | 'trouble';

const troubles: readonly RunStatus[] = ['failed', 'diverged', 'interrupted', 'cancelled'];

const values: Record<SortKey, (run: RunSummary) => string | number | null | undefined> = {
  name: (run) => run.name.toLowerCase(),
  status: (run) => run.status,
  distance: (run) => distanceLabel(run.config.distance),
  dataset: (run) => run.config.dataset.toLowerCase(),
  train: (run) => run.scores?.train.error,
  leaveOneOut: (run) => run.scores?.trainLeaveOneOut.error,
  validation: (run) => run.scores?.validation?.error,
  loss: (run) => run.lastLoss,
  engine: (run) => run.engine?.name,
  time: (run) => run.timing?.totalMs,
  created: (run) => run.createdAt,
};

/** Runs in the order of a column; those without a value come last either way, equals newest first. */
export function sortRuns(runs: readonly RunSummary[], key: SortKey, descending: boolean): RunSummary[] {
  const valueOf = values[key];
  return runs.toSorted((a, b) => {
    const [left, right] = [valueOf(a) ?? null, valueOf(b) ?? null];
    if (left === right)
      return b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id, 'en', { numeric: true });
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (descending ? -1 : 1);
  });
}

/** Runs whose words contain every word of `search`, of the wanted status; those of studies only when wanted. */
export function filterRuns(
  runs: readonly RunSummary[],
  search: string,
  status: StatusFilter,
  withStudies: boolean,
): RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    if (!withStudies && run.studyId !== null) return false;
    if (status === 'active' && !isActive(run)) return false;
    if (status === 'finished' && run.status !== 'finished') return false;
    if (status === 'trouble' && !troubles.includes(run.status)) return false;
    const { distance, dataset } = run.config;
    const text = [run.id, run.name, distance, distanceLabel(distance), dataset, ...run.tags]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
