import { WorkbenchError } from '@shared/errors';

/** For the page as for the command line. */
const noRunHint = 'It may have been removed: the trash has it then. The list of runs shows those there are.';

/** The public id of a run: 12 → `r12`. */
export function runIdOf(row: number): string {
  return `r${row}`;
}

/** The row of a run's public id; takes "r12" and "12", throws `not-found` for anything else. */
export function runRowOf(id: string): number {
  return rowOf('r', id, 'run', noRunHint);
}

/** The public id of a study: 3 → `s3`. */
export function studyIdOf(row: number): string {
  return `s${row}`;
}

/** The row of a study's public id; takes "s3" and "3", throws `not-found` for anything else. */
export function studyRowOf(id: string): number {
  return rowOf('s', id, 'study', 'Look at the list of studies.');
}

/** The public id of a sweep: 3 → `s3` (sweeps and studies are numbered apart). */
export function sweepIdOf(row: number): string {
  return `s${row}`;
}

/** The row of a sweep's public id; takes "s3" and "3", throws `not-found` for anything else. */
export function sweepRowOf(id: string): number {
  return rowOf('s', id, 'sweep', 'It may have been removed; the list of sweeps shows those there are.');
}

/** The error for a run that is not there. */
export function noSuchRun(id: string): WorkbenchError {
  return new WorkbenchError('not-found', `There is no run "${id}".`, noRunHint);
}

function rowOf(prefix: string, id: string, noun: string, hint: string): number {
  const digits = new RegExp(`^${prefix}?(\\d{1,12})$`).exec(id)?.[1];
  if (digits === undefined) throw new WorkbenchError('not-found', `There is no ${noun} "${id}".`, hint);
  return Number(digits);
}
