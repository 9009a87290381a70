import { availableParallelism } from 'node:os';
import type { DatasetSummary } from '@shared/dataset';
import type { RunSummary } from '@shared/run';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { EpochClock } from './epoch-clock';
import type { EventHub } from '../event-hub';
import { EventLog } from '../event-log';
import { queueHandlers, queueTeller, type QueueHandlers } from '../run/queue';
import type { Log } from '../log';
import type { Clock } from '../ports';
import { changeTeller } from '../run/run-changes';
import { presetsHandlers, type PresetsHandlers } from '../run/presets';
import { RunQueue } from '../run/run-queue';
import { runTrash, type RunTrash } from '../run/run-trash';
import { runsHandlers, type RunsHandlers } from '../run/runs';
import type { Store } from '../store/store';
import { studiesHandlers, type StudiesHandlers } from '../study/studies';
import { sweepTeller } from '../sweep/sweep-changes';
import { sweepDetails } from '../sweep/sweep-details';
import { SweepExecutor } from '../sweep/sweep-executor';
import { sweepsHandlers, type SweepsHandlers } from '../sweep/sweeps';
import { TrainerPool } from './trainer-pool';
import { Turns } from './turns';
import { viewsHandlers, type ViewsHandlers } from '../run/views';
import type { WorkbenchOptions } from '../workbench-options';
import { runFolder, type Workspace } from '../workspace';

/** What training stands on. */
export type TrainingParts = {
  store: Store;
  workspace: Workspace;
  hub: EventHub;
  rows: DatasetRowsReader;
  clock: Clock;
  log: Log;
  datasetOf: (name: string) => DatasetSummary;
};

/** Everything about runs, studies and sweeps. */
export type Training = {
  events: EventLog;
  runs: RunsHandlers;
  trash: RunTrash;
  views: ViewsHandlers;
  presets: PresetsHandlers;
  studies: StudiesHandlers;
  sweeps: SweepsHandlers;
  /** Tells watchers of a run that came from elsewhere, and gives its summary. */
  adopted(row: number): RunSummary;
  queue: QueueHandlers;
  /** Opens an engine ahead of the next run. */
  warmUp(): void;
  /** Stops what is trained, leaving it interrupted; resolves when every trainer has ended. */
  close(): Promise<void>;
};

/** Wires the queue, the trainers and the handlers of what is trained; a writer goes on with what is queued. */
export function openTraining(parts: TrainingParts, options: WorkbenchOptions): Training {
  const { store, hub, clock } = parts;
  const { readOnly = false, startQueue = false, concurrency = 1, times = {} } = options;
  const { checkpointEveryMs = 4_000 } = times;
  const paces = new EpochClock(clock);
  const events = new EventLog(store, !readOnly);
  const teller = changeTeller(store, hub);
  const pool = new TrainerPool(options.spawn, times, clock);
  const turns = new Turns();
  const takesOver = startQueue && !readOnly;
  const together = { ...parts, events, pool, turns, paces, concurrency, takesOver, checkpointEveryMs };
  // A reader changes nothing, and must open even where the index of the queue is damaged.
  const tellQueue = readOnly ? () => undefined : queueTeller(store, hub);
  const changed = (row: number, how: 'now' | 'soon'): void => {
    teller.changed(row, how);
    if (how === 'now') tellQueue();
  };
  const queue = new RunQueue({ ...together, changed });
  const removed = (id: string) => hub.publish({ type: 'runRemoved', id });
  const many = {
    changedMany(rows: readonly number[]): void {
      teller.changedMany(rows);
      tellQueue();
    },
    removedMany: (ids: readonly string[]) => hub.publish({ type: 'runsRemoved', ids: [...ids] }),
  };
  const runs = runsHandlers({ ...parts, queue, paces, removed, ...many });
  const trash = runTrash({ ...parts, removed, folderOf: (id) => runFolder(parts.workspace, id) });
  if (!readOnly) trash.goOn();
  const studies = studiesHandlers({ ...parts, queue, runs });
  teller.use(runs.summary, studies.describeRow);
  const { executor, sweeps } = openSweeps(together, runs);
  turns.join('runs', () => queue.pump());
  turns.join('sweeps', () => executor.pump());
  if (takesOver) {
    studies.goOn();
    queue.pump();
    executor.pump();
  }
  const close = async () => void (await Promise.all([executor.close(), queue.close(), trash.close()]));
  const adopted = (row: number) => {
    teller.changed(row, 'now');
    return runs.summary(store.runs.byRow(row)!);
  };
  const handlers = queueHandlers({ store, tellQueue, queue, executor, runs });
  const views = viewsHandlers(store, hub);
  const presets = presetsHandlers(store, hub);
  const warmUp = () => pool.warmUp();
  return { events, runs, trash, views, presets, studies, sweeps, adopted, queue: handlers, warmUp, close };
}

type SweepWiring = TrainingParts & { pool: TrainerPool; turns: Turns; takesOver: boolean };

function openSweeps(parts: SweepWiring, runs: RunsHandlers) {
  const { store, hub, clock } = parts;
  const summary = sweepDetails(store, {
    attempt: (row) => executor.attempt(row),
    untold: (row) => executor.untold(row),
  });
  const changed = sweepTeller(hub, clock, (row) => {
    const sweep = store.sweeps.byRow(row);
    return sweep && sweep.removed_at === null ? summary(sweep) : null;
  });
  const executor: SweepExecutor = new SweepExecutor({ ...parts, changed, cores: availableParallelism() });
  const removed = (id: string) => hub.publish({ type: 'sweepRemoved', id });
  return { executor, sweeps: sweepsHandlers({ ...parts, executor, runs, summary, changed, removed }) };
}
