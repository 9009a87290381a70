import type { RunConfig, RunDetail, RunSummary, Scores } from '@shared/run';
import { runIdOf, studyIdOf } from '../ids';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';

/** What is known of a run that trains and is not stored, and what one that stopped has measured: see `progress` of a summary. */
export type LiveFacts = { timeLeftMs: number | null; silentMs: number | null; trainedMs?: number | null };

/** A row of the runs table as a client sees it; its scores hold the errors at the run's own and best k only. */
export function summaryOf(row: RunRow, { timeLeftMs, silentMs, trainedMs = null }: LiveFacts): RunSummary {
  return {
    id: runIdOf(row.id),
    name: row.name,
    status: row.status,
    config: JSON.parse(row.config) as RunConfig,
    tags: JSON.parse(row.tags) as string[],
    notes: row.notes,
    starred: row.starred === 1,
    locked: row.locked === 1,
    removedAt: row.removed_at,
    studyId: row.study_id === null ? null : studyIdOf(row.study_id),
    datasetHash: row.dataset_hash,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    engine: parsed<RunSummary['engine']>(row.engine),
    path: row.path as RunSummary['path'],
    progress: {
      epoch: row.epoch,
      epochs: row.epochs,
      timeLeftMs: row.status === 'running' ? timeLeftMs : null,
      ...(row.status === 'running' && silentMs !== null ? { silentMs } : {}),
      ...(trainedMs === null ? {} : { trainedMs }),
    },
    lastLoss: row.last_loss,
    best: { loss: row.best_loss, validationError: row.best_validation_error },
    scores: parsed<Scores>(row.scores),
    timing: parsed<RunSummary['timing']>(row.timing),
    error: parsed<RunSummary['error']>(row.error),
    lastSeq: row.last_seq,
  };
}

/** Everything stored about a run; `dataset` says whether its examples are still there. */
export function detailOf(
  store: Store,
  row: RunRow,
  live: LiveFacts,
  dataset: RunDetail['dataset'],
): RunDetail {
  const summary = summaryOf(row, live);
  return {
    ...summary,
    scores: summary.scores && store.results.fullScores(row.id, summary.scores),
    curves: store.metrics.curves(row.id),
    facts: parsed<RunDetail['facts']>(row.facts),
    artefacts: store.files.artefacts(row.id),
    versions: parsed<RunDetail['versions']>(row.versions) ?? {},
    dataset,
  };
}

/** JSON that this program wrote, or null. */
function parsed<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}
