import { WorkbenchError } from '@shared/errors';
import { noSuchRun, runRowOf } from '../ids';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';

/** The row of a run's public id, removed or not; throws `not-found`. */
export function findRun(store: Store, id: string): RunRow {
  const row = store.runs.byRow(runRowOf(id));
  if (!row) throw noSuchRun(id);
  return row;
}

/** The rows of public ids, each once, removed or not, without versions and facts; throws `not-found`. */
export function findRuns(store: Store, ids: readonly string[]): RunRow[] {
  const wanted = new Map(ids.map((id) => [runRowOf(id), id]));
  const found = new Map(store.runs.several([...wanted.keys()]).map((row) => [row.id, row]));
  return [...wanted].map(([row, id]) => {
    const run = found.get(row);
    if (!run) throw noSuchRun(id);
    return run;
  });
}

/** A row that was there a moment ago; throws `not-found`. */
export function mustBeRun(store: Store, row: number): RunRow {
  const found = store.runs.byRow(row);
  if (!found) throw noSuchRun(String(row));
  return found;
}

/** The error for something that the state of a run does not allow. */
export function cannot(what: string, id: string, status: string): WorkbenchError {
  return new WorkbenchError(
    'conflict',
    `Run ${id} cannot be ${what}: it is ${status}.`,
    status === 'queued' ? waits : 'Look at the list of runs.',
  );
}

const waits = 'It waits for its turn, and is trained while the workbench is open ("metric-workbench serve").';
