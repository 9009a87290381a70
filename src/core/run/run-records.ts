import { WorkbenchError } from '@shared/errors';
import type { RunStatus, RunSummary, RunUpdate } from '@shared/run';
import { findRun, findRuns, mustBeRun } from './find-run';
import { runIdOf } from '../ids';
import { notLive, runsAsJson } from './run-list-json';
import type { RunsParts } from './runs';
import type { Annotations, RunRow } from '../store/run-row';

/** What a person does to runs as records: name them, note something on them, throw them away, take them back. */
export function runRecords(
  { store, queue, clock, removed, changedMany, removedMany }: RunsParts,
  summary: (row: RunRow) => RunSummary,
) {
  const changed = (row: number): RunSummary => {
    queue.changed(row);
    return summary(mustBeRun(store, row));
  };
  const changedSome = (rows: readonly RunRow[]): void =>
    rows.length === 1 ? queue.changed(rows[0]!.id) : changedMany(rows.map(({ id }) => id));
  const removeMany = (ids: readonly string[]): Record<string, never> => {
    const rows = findRuns(store, ids);
    const locked = rows.filter((row) => row.locked === 1);
    if (locked.length > 0) throw isLocked(locked);
    for (const { id, status } of rows) if (liveStatuses.includes(status)) queue.cancel(id);
    const now = clock.now().toISOString();
    store.transaction(() => rows.forEach(({ id }) => store.runs.remove(id, now)));
    if (rows.length === 1) removed(runIdOf(rows[0]!.id));
    else removedMany(rows.map(({ id }) => runIdOf(id)));
    return {};
  };

  return {
    ...listsOf(store),
    rename(id: string, name: string): RunSummary {
      const { id: row } = findRun(store, id);
      store.transaction(() => store.runs.rename(row, name));
      return changed(row);
    },

    /** Notes something on several runs, all of them or none. Throws `not-found`, `bad-input` for too many tags. */
    update({ ids, ...change }: RunUpdate): { updated: number } {
      const rows = findRuns(store, ids);
      store.transaction(() => rows.forEach((row) => store.runs.annotate(row.id, annotated(row, change))));
      changedSome(rows);
      return { updated: rows.length };
    },

    /** Hides a run; what is queued or running is cancelled first. Throws `conflict` for one that is locked. */
    remove: (id: string): Record<string, never> => removeMany([id]),
    removeMany,

    restore(id: string): RunSummary {
      const { id: row } = findRun(store, id);
      store.transaction(() => store.runs.restore(row));
      return changed(row);
    },

    restoreMany(ids: readonly string[]): Record<string, never> {
      const rows = findRuns(store, ids);
      store.transaction(() => rows.forEach(({ id }) => store.runs.restore(id)));
      changedSome(rows);
      return {};
    },
  };
}

/** What can be read of them. */
function listsOf(store: RunsParts['store']) {
  return {
    /** The removed runs, the last removed first. */
    trash: (): RunSummary[] => JSON.parse(runsAsJson(store.runs.removed(), () => notLive)) as RunSummary[],
  };
}

const mostTags = 20;
const liveStatuses: readonly RunStatus[] = ['queued', 'running'];

function annotated(row: RunRow, change: Omit<RunUpdate, 'ids'>): Annotations {
  const dropped = new Set(change.removeTags);
  const before = change.tags ?? (JSON.parse(row.tags) as string[]);
  const tags = [...new Set([...before, ...(change.addTags ?? [])])].filter((tag) => !dropped.has(tag));
  if (tags.length > mostTags) {
    throw new WorkbenchError(
      'bad-input',
      `Run ${runIdOf(row.id)} would have ${tags.length} tags; at most ${mostTags} are possible.`,
      'Take some of its tags away first.',
    );
  }
  return {
    tags,
    notes: change.notes ?? row.notes,
    starred: change.starred ?? row.starred === 1,
    locked: change.locked ?? row.locked === 1,
  };
}

function isLocked(rows: readonly RunRow[]): WorkbenchError {
  const ids = rows.slice(0, 5).map(({ id }) => runIdOf(id));
  if (rows.length === 1) {
    const what = `Run ${ids.join('')} is locked and cannot be removed.`;
    return new WorkbenchError('conflict', what, 'Unlock it on the Runs page first, if it may go.');
  }
  const more = rows.length > ids.length ? ` and ${rows.length - ids.length} more` : '';
  const what = `${rows.length} of these runs are locked and cannot be removed: ${ids.join(', ')}${more}.`;
  return new WorkbenchError('conflict', what, 'Unlock them on the Runs page first, if they may go.');
}
