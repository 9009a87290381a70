import { distances } from '@ml/distances/index';
import type { RunStatus, RunSummary } from '@shared/run';

/** Label of a distance id, as its card shows it; the id itself when it is not known here. */
export const distanceLabel = (id: string): string =>
  distances.find((distance) => distance.id === id)?.label ?? id;

/** CSS colour of a distance: the same on cards, tables and charts. */
export function distanceColour(id: string): string {
  const at = distances.findIndex((distance) => distance.id === id);
  return `var(--distance-${at < 0 ? 1 : (at % 4) + 1})`;
}

/** Statuses as people read them. */
export const statusLabels: Record<RunStatus, string> = {
  queued: 'Queued',
  running: 'Training',
  finished: 'Finished',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  diverged: 'Diverged',
  failed: 'Failed',
};

/** What a queued run waits for. */
export const waitingText = ({ isPaused }: { isPaused: boolean }): string =>
  isPaused ? 'Waiting: the queue is paused' : 'Waiting for its turn';

/** Is something still going to happen to this run by itself? */
export const isActive = (run: Pick<RunSummary, 'status'>): boolean =>
  run.status === 'queued' || run.status === 'running';
