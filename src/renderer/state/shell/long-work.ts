import { percent } from '../../text/numbers';
import type { RunStatus, RunSummary } from '@shared/run';
import type { WorkbenchEvent } from '@shared/events';

/** Something that took long has ended: what to say, and where to look. */
export type Ended = { message: string; href: string; wentWell: boolean };

/** Work shorter than this ends without a word: who started it is still looking. */
const longMs = 10_000;

/** Watches the events of runs, sweeps and studies for long work that ends. `nowMs` is monotonic. */
export function longWork(nowMs: () => number) {
  const sinceMs = new Map<string, number>();
  /** A thing that is under way or not: what has just ended after a long time gives true. */
  const endsLong = (id: string, isUnderWay: boolean): boolean => {
    const began = sinceMs.get(id);
    if (isUnderWay) {
      if (began === undefined) sinceMs.set(id, nowMs());
      return false;
    }
    sinceMs.delete(id);
    return began !== undefined && nowMs() - began >= longMs;
  };
  return (event: WorkbenchEvent): Ended | null => {
    if (event.type === 'runChanged') {
      const { run } = event;
      // The runs of a study end in its name.
      if (!endsLong(run.id, run.status === 'running') || run.studyId !== null) return null;
      return ended(run.name, run.status, `#/runs/${run.id}`, errorOf(run));
    }
    if (event.type === 'sweepChanged') {
      const { id, name, status } = event.sweep;
      return endsLong(`sweep ${id}`, status === 'running') ? ended(name, status, `#/sweeps/${id}`) : null;
    }
    if (event.type === 'studyChanged') {
      const { id, dataset, status } = event.study;
      if (!endsLong(`study ${id}`, status === 'running')) return null;
      return ended(`The tutorial on “${dataset}”`, status, `#/studies/${id}`);
    }
    return null;
  };
}

const endings: Partial<Record<string, string>> = {
  finished: 'has finished',
  diverged: 'has diverged',
  failed: 'has failed',
  interrupted: 'was interrupted',
};

/** Null when a person ended it: they know. */
function ended(name: string, status: RunStatus | string, href: string, more = ''): Ended | null {
  const words = endings[status];
  return words ? { message: `${name} ${words}${more}.`, href, wentWell: status === 'finished' } : null;
}

function errorOf({ status, scores }: RunSummary): string {
  return status === 'finished' && scores?.validation
    ? `: ${percent(scores.validation.error)} validation error`
    : '';
}
