import { assertNever, type ErrorBody, type ErrorCode } from '@shared/errors';
import type { JobEvent } from '@shared/job';
import type { RunError } from '@shared/run';
import type { Store } from '../store/store';

/** What the host knows about the attempt that sends events. */
export type AttemptInfo = {
  number: number;
  /** The run's own k. */
  k: number;
  /** What a `cancelled` event makes of the run: the person's wish, or the workbench's own end. */
  cancelledMeans: 'cancelled' | 'interrupted' | 'paused' | 'queued';
  now: string;
};

/** Brings the tables of a run up to date with one event; part of the transaction that stores it. */
export function project(store: Store, row: number, event: JobEvent, attempt: AttemptInfo): void {
  switch (event.type) {
    case 'started':
      store.metrics.forgetAfter(row, event.epoch);
      return store.results.start(row, event);
    case 'epochFinished':
      return projectEpoch(store, row, event);
    case 'checkpointSaved':
      return store.files.putCheckpoint(row, { ...event, attempt: attempt.number });
    case 'finished':
      store.results.finish(row, { ...event, k: attempt.k });
      for (const artefact of event.artefacts) {
        store.files.putArtefact(row, { ...artefact, file: `attempts/${attempt.number}/${artefact.file}` });
      }
      return store.runs.end(row, 'finished', null, attempt.now);
    case 'cancelled':
      return projectStop(store, row, attempt);
    case 'diverged':
      return store.runs.end(row, 'diverged', divergenceOf(event), attempt.now);
    case 'failed':
      return store.runs.end(
        row,
        // The disk is to blame, not the run: it goes on where it was once there is space.
        event.code === 'storage' ? 'interrupted' : 'failed',
        { code: codeOf(event.code), message: event.message, hint: event.hint },
        attempt.now,
      );
  }
}

function projectEpoch(store: Store, row: number, event: Extract<JobEvent, { type: 'epochFinished' }>): void {
  const { epoch, loss, activeShare, durationMs, scores } = event;
  store.results.progress(row, epoch, loss, scores?.validationError ?? null);
  store.metrics.put(row, 'loss', epoch, loss);
  store.metrics.put(row, 'durationMs', epoch, durationMs);
  if (activeShare !== null) store.metrics.put(row, 'activeShare', epoch, activeShare);
  if (!scores) return;
  store.metrics.put(row, 'trainError', epoch, scores.trainError);
  store.metrics.put(row, 'trainLeaveOneOutError', epoch, scores.trainLeaveOneOutError);
  if (scores.validationError !== null)
    store.metrics.put(row, 'validationError', epoch, scores.validationError);
}

/** Why a run that nobody cancelled stopped: the workbench was closed. */
export const workbenchClosed: ErrorBody = {
  code: 'cancelled',
  message: 'The workbench was closed while this run was training.',
  hint: 'Resume it: it goes on from its last checkpoint.',
};

/** Why a run stopped that was paused by itself. */
export const paused: ErrorBody = {
  code: 'cancelled',
  message: 'This run was paused.',
  hint: 'Resume it: it goes on from its last checkpoint.',
};

function projectStop(store: Store, row: number, { cancelledMeans, now }: AttemptInfo): void {
  switch (cancelledMeans) {
    case 'cancelled':
      return store.runs.end(row, 'cancelled', null, now);
    case 'interrupted':
      return store.runs.end(row, 'interrupted', workbenchClosed, now);
    case 'paused':
      return store.runs.end(row, 'interrupted', paused, now);
    case 'queued':
      return store.queue.putBackRun(row);
    default:
      return assertNever(cancelledMeans);
  }
}

function divergenceOf({ message, hint, holdingRate }: Extract<JobEvent, { type: 'diverged' }>): RunError {
  return { code: 'diverged', message, hint, holdingRate };
}

const codes: readonly ErrorCode[] = [
  'usage',
  'bad-input',
  'not-found',
  'conflict',
  'diverged',
  'storage',
  'cancelled',
];

function codeOf(code: string): ErrorCode {
  return codes.find((known) => known === code) ?? 'failed';
}
