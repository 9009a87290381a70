import type { TutorialRun } from '@ml/tutorial/describe';
import type { RunDetail, RunSummary } from '@shared/run';
import { detailOf } from '../run/run-summary';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';

/** Most details kept; a tutorial has about twenty runs. */
const keptDetails = 400;

/** Gives the runs of studies in full; those that have ended are read from the store once. */
export function studyDetails(
  store: Store,
  summary: (row: RunRow) => RunSummary,
): (row: RunRow) => TutorialRun {
  const kept = new Map<string, RunDetail>();
  const read = (row: RunRow): RunDetail => {
    const { config, progress } = summary(row);
    return detailOf(
      store,
      row,
      { timeLeftMs: progress.timeLeftMs, silentMs: null },
      { name: config.dataset, classNames: [], present: true },
    );
  };
  return (row) => {
    const key = `${row.id} ${row.status} ${row.last_seq} ${row.name}`;
    const run = kept.get(key) ?? read(row);
    if (row.status !== 'queued' && row.status !== 'running') kept.set(key, run);
    const oldest = kept.keys().next().value;
    if (kept.size > keptDetails && oldest !== undefined) kept.delete(oldest);
    return { part: row.study_part as TutorialRun['part'], label: row.study_label ?? row.name, run };
  };
}
