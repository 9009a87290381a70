import type { JobEvent } from '@shared/job';
import type { Curves, RunDetail } from '@shared/run';

/** The run as it is after more events, in one pass over its curves; events at or before `lastSeq` change nothing. */
export function applyJobEvents(run: RunDetail, events: readonly JobEvent[]): RunDetail {
  const fresh = events.filter((event) => event.seq > run.lastSeq);
  if (fresh.length === 0) return run;
  return fresh.reduce(applyJobEvent, { ...run, curves: cut(run.curves, Number.POSITIVE_INFINITY) });
}

/** One event; the curves are the caller's own and grow in place. */
function applyJobEvent(run: RunDetail, event: JobEvent): RunDetail {
  if (event.seq <= run.lastSeq) return run;
  const next = { ...run, lastSeq: event.seq };
  switch (event.type) {
    case 'started':
      return {
        ...next,
        status: 'running',
        engine: event.engine,
        path: event.path,
        versions: event.versions,
        error: null,
        progress: { ...run.progress, epoch: event.epoch, timeLeftMs: null },
        curves: cut(run.curves, event.epoch),
      };
    case 'epochFinished':
      return {
        ...next,
        lastLoss: event.loss ?? run.lastLoss,
        progress: { ...run.progress, epoch: event.epoch },
        curves: extend(run.curves, event),
      };
    case 'checkpointSaved':
    // These belong to sweeps, whose fits are not runs of their own.
    case 'epochDiagnosed':
    case 'stackProgress':
    case 'unitFinished':
    case 'stackFinished':
      return next;
    case 'finished':
      return {
        ...next,
        status: 'finished',
        scores: event.scores,
        facts: event.facts,
        timing: event.timing,
        artefacts: event.artefacts,
      };
    case 'cancelled':
      return { ...next, status: 'cancelled' };
    case 'diverged': {
      const { message, hint, holdingRate } = event;
      return { ...next, status: 'diverged', error: { code: 'diverged', message, hint, holdingRate } };
    }
    case 'failed': {
      const { code, message, hint } = event;
      return { ...next, status: 'failed', error: { code, message, hint } };
    }
  }
}

/** The first `epochs` values of every curve: what a resumed run goes on from. */
function cut(curves: Curves, epochs: number): Curves {
  return {
    loss: curves.loss.slice(0, epochs),
    trainError: curves.trainError.slice(0, epochs),
    trainLeaveOneOutError: curves.trainLeaveOneOutError.slice(0, epochs),
    validationError: curves.validationError.slice(0, epochs),
    activeShare: curves.activeShare.slice(0, epochs),
    epochMs: (curves.epochMs ?? []).slice(0, epochs),
  };
}

function extend(curves: Curves, event: Extract<JobEvent, { type: 'epochFinished' }>): Curves {
  const at = event.epoch - 1;
  const set = (values: (number | null)[], value: number | null) => {
    while (values.length < at) values.push(null);
    values[at] = value;
  };
  set(curves.loss, event.loss);
  set(curves.trainError, event.scores?.trainError ?? null);
  set(curves.trainLeaveOneOutError, event.scores?.trainLeaveOneOutError ?? null);
  set(curves.validationError, event.scores?.validationError ?? null);
  set(curves.activeShare, event.activeShare);
  if (curves.epochMs) set(curves.epochMs, event.durationMs);
  return curves;
}
