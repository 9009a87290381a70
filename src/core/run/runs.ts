import { resolveRunConfig } from '@ml/distances/resolve';
import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import {
  resumableStatuses,
  type RunConfig,
  type RunDetail,
  type runRequestSchema,
  type RunSummary,
} from '@shared/run';
import type { z } from 'zod';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import type { EpochClock } from '../training/epoch-clock';
import { cannot, findRun as find, mustBeRun as mustBe } from './find-run';
import type { Clock } from '../ports';
import { notLive, runsAsJson, runsPage } from './run-list-json';
import { runRecords } from './run-records';
import { detailOf, summaryOf, type LiveFacts } from './run-summary';
import type { RunQueue } from './run-queue';
import type { NewRun, RunRow } from '../store/run-row';
import type { Store } from '../store/store';

type Request = z.output<typeof runRequestSchema>;

/** What the handlers of runs work with. */
export type RunsParts = {
  store: Store;
  queue: RunQueue;
  rows: DatasetRowsReader;
  paces: EpochClock;
  clock: Clock;
  /** The dataset of a name; throws `not-found` listing those there are. */
  datasetOf: (name: string) => DatasetSummary;
  removed: (id: string) => void;
  /** Tells watchers of many changed or removed runs at once. */
  changedMany: (rows: readonly number[]) => void;
  removedMany: (ids: readonly string[]) => void;
};

/** Handlers of `runs.*`, and the two steps of a start that studies share. */
export type RunsHandlers = ReturnType<typeof runsHandlers>;

/** Makes the handlers of runs. */
export function runsHandlers(parts: RunsParts) {
  const { store, queue, clock } = parts;
  const live = (row: RunRow): LiveFacts => liveFacts(parts, row);
  const summary = (row: RunRow): RunSummary => summaryOf(row, live(row));
  const enqueued = (row: number): RunSummary => {
    queue.enqueue(row);
    return summary(mustBe(store, row));
  };
  /** Checks a request against its dataset and completes it; nothing is stored yet. */
  const prepare = (request: Request, study: NewRun['study'] = null): NewRun =>
    newRun(request, parts.datasetOf(request.dataset), clock.now(), study, store.runs.freeName);

  return {
    prepare,
    summary,
    list: (): { runs: RunSummary[] } => ({
      runs: JSON.parse(runsAsJson(store.runs.list(), live)) as RunSummary[],
    }),
    packed: ({ before, trash }: { before?: string | undefined; trash: boolean }) =>
      runsPage(store, live, before, trash),
    get: async (id: string): Promise<RunDetail> => detailWithDataset(parts, find(store, id)),

    start(request: Request): RunSummary {
      return enqueued(store.transaction(() => store.runs.insert(prepare(request))));
    },

    cancel(id: string): RunSummary {
      const { id: row, status } = find(store, id);
      if (status !== 'queued' && status !== 'running') throw cannot('cancelled', id, status);
      queue.cancel(row);
      return summary(mustBe(store, row));
    },

    resume(id: string): RunSummary {
      const { id: row, status, removed_at: removedAt } = find(store, id);
      if (removedAt !== null) throw cannot('resumed', id, 'removed');
      if (!resumableStatuses.includes(status)) throw cannot('resumed', id, status);
      store.transaction(() => store.runs.enqueue(row));
      return enqueued(row);
    },

    ...runRecords(parts, summary),
  };
}

/** A request made into a run: its settings complete, its k checked against the training split. */
function newRun(
  request: Request,
  dataset: DatasetSummary,
  now: Date,
  study: NewRun['study'],
  freeName: (wanted: string) => string,
): NewRun {
  const config = resolveRunConfig(request);
  if (config.k > dataset.splits.train) {
    throw new WorkbenchError(
      'bad-input',
      `k is ${config.k} but the training split has only ${dataset.splits.train} examples.`,
      `Choose a k from 1 to ${dataset.splits.train}.`,
    );
  }
  return {
    name: request.name || freeName(nameOf(config)),
    config,
    datasetHash: dataset.hash,
    tags: request.tags,
    epochs: config.loss === null ? 0 : (config.params.epochs ?? 0),
    createdAt: now.toISOString(),
    study,
  };
}

/** What a run is called by itself: runs that differ in their seed alone are told apart by it. */
function nameOf({ distance, dataset, seed }: RunConfig): string {
  return `${distance} on ${dataset}${seed === 0 ? '' : `, seed ${seed}`}`;
}

async function detailWithDataset(parts: RunsParts, row: RunRow): Promise<RunDetail> {
  const { store, rows } = parts;
  const manifest = await rows.manifest(row.dataset_hash);
  const { dataset } = JSON.parse(row.config) as { dataset: string };
  const about = { name: dataset, classNames: manifest?.classNames ?? [], present: manifest !== null };
  return detailOf(store, row, liveFacts(parts, row), about);
}

function liveFacts({ paces, queue, store }: RunsParts, row: RunRow): LiveFacts {
  if (row.status === 'finished' || (row.status !== 'running' && row.epoch === 0)) return notLive;
  if (row.status !== 'running') return { ...notLive, trainedMs: store.metrics.trainedMs(row.id) };
  return { timeLeftMs: paces.timeLeftMs(row.id, row.epochs), silentMs: queue.silentMs(row.id) };
}
