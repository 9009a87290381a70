import type { RunStatus, RunSummary } from '@shared/run';
import type { Study } from '@shared/study';

/** A study's status from its runs': running until all have ended, then the worst of what happened. */
export function statusOf(runs: readonly { status: RunStatus }[]): Study['status'] {
  const has = (status: RunStatus) => runs.some((run) => run.status === status);
  if (has('queued') || has('running')) return 'running';
  if (has('failed')) return 'failed';
  if (has('interrupted')) return 'interrupted';
  return has('cancelled') ? 'cancelled' : 'finished';
}

/** How many runs have come to their own end (cancelled ones have not), and how long the rest will take at the pace measured so far (null before any). */
export function progressOf(runs: readonly RunSummary[]): Study['progress'] {
  const waiting = runs.filter(({ status }) => status === 'queued');
  const running = runs.filter(({ status }) => status === 'running');
  const finished = runs.filter(({ status }) => !unfinished.includes(status)).length;
  const pace = paceOf(runs);
  const parts = [
    ...running.map(
      ({ progress, config }) => progress.timeLeftMs ?? times(pace(config.distance), progress.epochs),
    ),
    ...waiting.map(({ progress, config }) => times(pace(config.distance), progress.epochs - progress.epoch)),
  ];
  const timeLeftMs = parts.reduce(
    (sum: number | null, ms) => (sum === null || ms === null ? null : sum + ms),
    0,
  );
  return { finished, total: runs.length, timeLeftMs };
}

const unfinished: readonly RunStatus[] = ['queued', 'running', 'cancelled', 'interrupted'];

/** Milliseconds an epoch, by distance: of finished runs of that distance, else of any; null while none has. */
function paceOf(runs: readonly RunSummary[]): (distance: string) => number | null {
  const measured = runs.flatMap(({ timing, progress, config }) =>
    timing && progress.epochs > 0
      ? [{ distance: config.distance, ms: timing.totalMs / progress.epochs }]
      : [],
  );
  const slowest = measured.length > 0 ? Math.max(...measured.map(({ ms }) => ms)) : null;
  return (distance) => {
    const same = measured.filter((run) => run.distance === distance);
    return same.length > 0 ? same.reduce((sum, { ms }) => sum + ms, 0) / same.length : slowest;
  };
}

function times(pace: number | null, epochs: number): number | null {
  return pace === null ? null : pace * Math.max(0, epochs);
}
