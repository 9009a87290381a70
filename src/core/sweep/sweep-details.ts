import { summariseSweep } from '@ml/sweep/summary';
import type { SweepConfig, SweepOutcome, SweepSummary } from '@shared/sweep';
import { sweepIdOf } from '../ids';
import type { SweepExecutor } from './sweep-executor';
import { storedPlan } from './sweep-plan';
import type { Store } from '../store/store';
import type { SweepDbRow } from '../store/sweeps-table';

/** Most outcomes kept in memory. */
const keptOutcomes = 200;

/** Tells everything about sweeps from their stored results: means are made here, and kept only in memory. */
export function sweepDetails(store: Store, executor: Pick<SweepExecutor, 'attempt' | 'untold'>) {
  const kept = new Map<number, { state: string; outcome: SweepOutcome }>();

  const outcomeOf = (row: SweepDbRow, config: SweepConfig, state: string): SweepOutcome => {
    const known = kept.get(row.id);
    const outcome =
      known?.state === state
        ? known.outcome
        : summariseSweep(config, storedPlan(store, row, config), store.sweepUnits.results(row.id));
    kept.delete(row.id);
    kept.set(row.id, { state, outcome });
    const oldest = kept.keys().next().value;
    if (kept.size > keptOutcomes && oldest !== undefined) kept.delete(oldest);
    return outcome;
  };

  return (row: SweepDbRow): SweepSummary => {
    const config = JSON.parse(row.config) as SweepConfig;
    const counts = store.sweepUnits.counts(row.id);
    const attempt = row.status === 'running' ? executor.attempt(row.id) : null;
    const finished = counts.finished + counts.diverged + counts.failed;
    const state = `${counts.finished} ${counts.diverged} ${counts.failed} ${row.plan.length}`;
    return {
      ...aboutOf(row, config),
      error: executor.untold(row.id) ?? errorOf(row),
      reused: counts.reused,
      progress: {
        finished,
        total: counts.total,
        share: Math.min(1, (finished + (attempt?.unitsUnderWay ?? 0)) / Math.max(1, counts.total)),
        timeLeftMs: attempt?.timeLeftMs ?? null,
      },
      ...outcomeOf(row, config, state),
    };
  };
}

function aboutOf(row: SweepDbRow, config: SweepConfig) {
  return {
    id: sweepIdOf(row.id),
    name: row.name,
    status: row.status,
    dataset: config.base.dataset,
    datasetHash: row.dataset_hash,
    config,
    tags: JSON.parse(row.tags) as string[],
    engine: row.engine,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    timing: { totalMs: row.total_ms },
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
  };
}

function errorOf({ error }: SweepDbRow): SweepSummary['error'] {
  return error === null ? null : (JSON.parse(error) as SweepSummary['error']);
}
