import type { DatasetSummary } from '@shared/dataset';
import type { DatasetRowsReader } from './dataset-rows';
import { EpochClock } from './epoch-clock';
import type { EventHub } from './event-hub';
import { EventLog } from './event-log';
import type { Log } from './log';
import type { Clock } from './ports';
import { changeTeller } from './run-changes';
import { RunQueue } from './run-queue';
import { runsHandlers, type RunsHandlers } from './runs';
import type { Store } from './store/store';
import { studiesHandlers, type StudiesHandlers } from './studies';
import { TrainerPool } from './trainer-pool';
import type { WorkbenchOptions } from './workbench-options';
import type { Workspace } from './workspace';

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

/** Everything about runs and studies. */
export type Training = { events: EventLog; queue: RunQueue; runs: RunsHandlers; studies: StudiesHandlers };

/** Wires the queue, the trainers and the handlers of runs and studies; a writer goes on with what is queued. */
export function openTraining(parts: TrainingParts, options: WorkbenchOptions): Training {
  const { store, hub, clock } = parts;
  const { readOnly = false, startQueue = false, concurrency = 1 } = options;
  const paces = new EpochClock(clock);
  const events = new EventLog(store, !readOnly);
  const teller = changeTeller(store, hub);
  const pool = new TrainerPool(options.spawn);
  const takesOver = startQueue && !readOnly;
  const queue = new RunQueue({
    ...parts,
    events,
    pool,
    paces,
    changed: teller.changed,
    concurrency,
    takesOver,
  });
  const removed = (id: string) => hub.publish({ type: 'runRemoved', id });
  const runs = runsHandlers({ ...parts, queue, paces, removed });
  const studies = studiesHandlers({ ...parts, queue, runs });
  teller.use(runs.summary, studies.describeRow);
  if (takesOver) queue.pump();
  return { events, queue, runs, studies };
}
