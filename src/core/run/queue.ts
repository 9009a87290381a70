import { WorkbenchError } from '@shared/errors';
import type { QueueState } from '@shared/queue';
import type { RunSummary } from '@shared/run';
import type { EventHub } from '../event-hub';
import { noSuchRun, runIdOf, runRowOf } from '../ids';
import type { RunQueue } from './run-queue';
import type { RunsHandlers } from './runs';
import type { SweepExecutor } from '../sweep/sweep-executor';
import type { Store } from '../store/store';

/** What the handlers of the queue work with. */
export type QueueHandlerParts = {
  store: Store;
  /** Tells watchers what became of the queue. */
  tellQueue: () => void;
  queue: RunQueue;
  executor: SweepExecutor;
  runs: Pick<RunsHandlers, 'summary'>;
};

/** Handlers of `queue.*`, and of `runs.pause` and `runs.move`. */
export type QueueHandlers = ReturnType<typeof queueHandlers>;

/** What waits, next first, and whether it may start. */
function queueState({ queue, runs }: Store): QueueState {
  return { isPaused: queue.isPaused(), order: runs.queued().map(runIdOf) };
}

/** Tells watchers of the queue when it is not what they were told last. */
export function queueTeller(store: Store, hub: EventHub): () => void {
  let told = JSON.stringify(queueState(store));
  return () => {
    const queue = queueState(store);
    const now = JSON.stringify(queue);
    if (now !== told) hub.publish({ type: 'queueChanged', queue });
    told = now;
  };
}

/** Makes the handlers of the queue. */
export function queueHandlers({ store, tellQueue, queue, executor, runs }: QueueHandlerParts) {
  const told = (): QueueState => {
    tellQueue();
    return queueState(store);
  };
  const find = (id: string) => {
    const run = store.runs.byRow(runRowOf(id));
    if (!run) throw noSuchRun(id);
    return run;
  };
  return {
    get: (): QueueState => queueState(store),

    /** Starts nothing more; what is trained stops at its next step, and is the first to go on. */
    pause(): QueueState {
      store.transaction(() => store.queue.setPaused(true));
      queue.putBack();
      executor.putBack();
      return told();
    },

    resume(): QueueState {
      store.transaction(() => store.queue.setPaused(false));
      queue.pump();
      executor.pump();
      return told();
    },

    /** Stops one run at its next step, with a checkpoint, until it is resumed. */
    pauseRun(id: string): RunSummary {
      const { id: row, status } = find(id);
      if (status !== 'queued' && status !== 'running')
        throw new WorkbenchError(
          'conflict',
          `Run ${id} cannot be paused: it is ${status}.`,
          'Look at the queue.',
        );
      queue.pause(row);
      return runs.summary(find(id));
    },

    /** Moves a queued run before another one; to the end when `before` is null. */
    move({ id, before }: { id: string; before: string | null }): QueueState {
      const { id: row } = find(id);
      const target = before === null ? null : find(before).id;
      moveRow(store, { row, target, id, before });
      return told();
    },
  };
}

/** Puts a queued run in front of another one; throws `conflict` when one of them waits no more. */
function moveRow(
  store: Store,
  { row, target, id, before }: { row: number; target: number | null; id: string; before: string | null },
): void {
  const queued = store.runs.queued();
  if (!queued.includes(row) || (target !== null && !queued.includes(target)))
    throw new WorkbenchError(
      'conflict',
      `Run ${queued.includes(row) ? before : id} does not wait in the queue any more.`,
      'Look at the queue.',
    );
  if (row === target) return;
  const others = queued.filter((other) => other !== row);
  const at = target === null ? others.length : others.indexOf(target);
  store.transaction(() => store.queue.arrange([...others.slice(0, at), row, ...others.slice(at)]));
}
