import { runIdOf, runRowOf, studyIdOf } from '../ids';
import type { LiveFacts } from './run-summary';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';

/** What is known of a run that trains. */
type LiveOf = (row: RunRow) => LiveFacts;

/** What is known of a run that does not train. */
export const notLive: LiveFacts = { timeLeftMs: null, silentMs: null };

/**
 * The summaries of runs as the JSON text of an array. Their settings and scores are stored as JSON already, so nothing
 * is read and written again: ten thousand runs take milliseconds.
 */
export function runsAsJson(rows: readonly RunRow[], live: LiveOf): string {
  return `[${rows.map((row) => rowAsJson(row, live)).join(',')}]`;
}

/** Runs in one page: about a megabyte, a few milliseconds. */
const pageSize = 1000;

/** A page of runs, newest first, that follows a run; with the id to go on from, or null at the end. */
export function runsPage(
  store: Store,
  live: LiveOf,
  before: string | undefined,
  trash: boolean,
): { json: string; next: string | null } {
  const rows = store.runs.page(before === undefined ? null : runRowOf(before), trash, pageSize);
  const last = rows.at(-1);
  return {
    json: runsAsJson(rows, live),
    next: last && rows.length === pageSize ? runIdOf(last.id) : null,
  };
}

function rowAsJson(row: RunRow, live: LiveOf): string {
  const { timeLeftMs, silentMs, trainedMs = null } = live(row);
  const silence = silentMs === null ? '' : `,"silentMs":${silentMs}`;
  const trained = trainedMs === null ? '' : `,"trainedMs":${trainedMs}`;
  return (
    `{"id":"${runIdOf(row.id)}","name":${JSON.stringify(row.name)},"status":"${row.status}","config":${row.config},` +
    `"tags":${row.tags},"notes":${JSON.stringify(row.notes)},"starred":${row.starred === 1},` +
    `"locked":${row.locked === 1},"removedAt":${quoted(row.removed_at)},` +
    `"studyId":${row.study_id === null ? 'null' : `"${studyIdOf(row.study_id)}"`},` +
    `"datasetHash":${JSON.stringify(row.dataset_hash)},"createdAt":${quoted(row.created_at)},` +
    `"startedAt":${quoted(row.started_at)},"finishedAt":${quoted(row.finished_at)},"engine":${row.engine},` +
    `"path":${quoted(row.path)},` +
    `"progress":{"epoch":${row.epoch},"epochs":${row.epochs},"timeLeftMs":${timeLeftMs}${silence}${trained}},` +
    `"lastLoss":${row.last_loss},` +
    `"best":{"loss":${row.best_loss},"validationError":${row.best_validation_error}},` +
    `"scores":${row.scores},"timing":${row.timing},"error":${row.error},"lastSeq":${row.last_seq}}`
  );
}

const quoted = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text));
