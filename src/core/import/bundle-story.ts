import type { JobEvent } from '@shared/job';
import type { BundleManifest } from '../exports/bundle-manifest';

type Asked = Pick<BundleManifest['run'], 'status' | 'epochs'>;

/**
 * Says why events cannot be the story of one run that ended as `status` says; null when they can. Attempts follow one another:
 * each begins at an epoch that an earlier one reached (0 for a new run) and counts its epochs up by one from there.
 */
export function faultOfStory(events: readonly JobEvent[], { status, epochs }: Asked): string | null {
  let epoch = 0;
  let isRunning = false;
  for (const [at, event] of events.entries()) {
    const last = events[at - 1]?.type ?? '';
    if (isFinal(last)) return `event ${at} comes after its end`;
    switch (event.type) {
      case 'started':
        if (event.epoch < 0 || event.epoch > epoch) return `event ${at} goes on from epoch ${event.epoch}`;
        epoch = event.epoch;
        isRunning = true;
        break;
      case 'epochFinished':
        if (!isRunning || event.epoch !== epoch + 1 || event.epoch > epochs)
          return `event ${at} tells of epoch ${event.epoch} after epoch ${epoch} of ${epochs}`;
        epoch = event.epoch;
        break;
      case 'epochDiagnosed':
        if (!isRunning || event.epoch !== epoch)
          return `event ${at} tells of epoch ${event.epoch} in epoch ${epoch}`;
        break;
      case 'finished':
      case 'diverged':
        if (!isRunning) return `event ${at} ends what has not begun`;
        break;
      case 'cancelled':
      case 'failed':
        isRunning = false;
        break;
      default:
        return `event ${at} does not belong to a run`;
    }
    if (event.type === 'finished' && !event.artefacts.every(isNamedOnce)) return 'two results have one name';
    if (event.type === 'finished' && !hasErrors(event.scores)) return 'its errors by k are not such';
  }
  return fits(status, events.at(-1)?.type ?? '')
    ? null
    : `it says that it is ${status}, and its events say otherwise`;
}

/** Nothing follows these; every other run can be resumed. */
function isFinal(type: string): boolean {
  return type === 'finished' || type === 'diverged';
}

/** The host stops and fails runs without an event of theirs. */
function fits(status: Asked['status'], last: string): boolean {
  if (status === 'queued' || status === 'running') return false;
  return isFinal(status) || isFinal(last) ? status === last : true;
}

function isNamedOnce({ name }: { name: string }, at: number, all: readonly { name: string }[]): boolean {
  return all.findIndex((other) => other.name === name) === at;
}

type FinishedScores = Extract<JobEvent, { type: 'finished' }>['scores'];

/** Errors are shares, by whole numbers from 1 on. */
function hasErrors(scores: FinishedScores): boolean {
  const isShare = (error: number) => error >= 0 && error <= 1;
  return Object.values(scores).every(
    (split) =>
      split === null ||
      (isShare(split.error) &&
        Object.entries(split.errorByK).every(([k, error]) => /^[1-9]\d{0,6}$/.test(k) && isShare(error))),
  );
}
