import type { z } from 'zod';
import { runConfigOf } from '@ml/sweep/configurations';
import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { resumableStatuses, type RunSummary } from '@shared/run';
import type { SweepLooks } from '@shared/sweep-look';
import type { SweepConfig, SweepRow, sweepRequestSchema, SweepSummary } from '@shared/sweep';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { sweepIdOf, sweepRowOf } from '../ids';
import type { Clock } from '../ports';
import type { RunsHandlers } from '../run/runs';
import type { SweepExecutor } from './sweep-executor';
import { sweepConfigOf } from './sweep-config';
import { sweepLooks } from './sweep-looks';
import { looksOf, planOn, type PlanOutline } from './sweep-plan';
import type { NewSweep, SweepDbRow } from '../store/sweeps-table';
import type { Store } from '../store/store';

type Request = z.output<typeof sweepRequestSchema>;

/** What the handlers of sweeps work with. */
export type SweepsParts = {
  store: Store;
  executor: SweepExecutor;
  rows: DatasetRowsReader;
  runs: Pick<RunsHandlers, 'start'>;
  clock: Clock;
  datasetOf: (name: string) => DatasetSummary;
  summary: (row: SweepDbRow) => SweepSummary;
  changed: (row: number, how: 'now' | 'soon') => void;
  removed: (id: string) => void;
};

/** Handlers of `sweeps.*`. */
export type SweepsHandlers = ReturnType<typeof sweepsHandlers>;

/** Makes the handlers of sweeps. */
export function sweepsHandlers(parts: SweepsParts) {
  const { store, executor, summary } = parts;
  const now = (row: number): SweepSummary => summary(store.sweeps.byRow(row)!);

  return {
    list: (): { sweeps: SweepRow[] } => ({ sweeps: store.sweeps.list().map((row) => rowOf(summary(row))) }),
    get: (id: string): SweepSummary => summary(find(store, id)),

    /** Plans the sweep, stores it with all its fits, and queues it. */
    async start(request: Request): Promise<SweepSummary> {
      const { sweep, unitIds } = await prepare(parts, request);
      const row = store.transaction(() => {
        const name = request.name || store.sweeps.freeName(sweep.name);
        const row = store.sweeps.insert({ ...sweep, name });
        store.sweepUnits.plan(row, unitIds);
        return row;
      });
      executor.enqueue(row);
      return now(row);
    },

    cancel(id: string): SweepSummary {
      const { id: row, status } = find(store, id);
      if (status !== 'queued' && status !== 'running') throw cannot('cancelled', id, status);
      executor.cancel(row);
      return now(row);
    },

    resume(id: string): SweepSummary {
      const { id: row, status, removed_at: removedAt } = find(store, id);
      if (removedAt !== null) throw cannot('resumed', id, 'removed');
      if (status !== 'queued' && !resumableStatuses.includes(status)) throw cannot('resumed', id, status);
      if (status !== 'queued') store.transaction(() => store.sweeps.enqueue(row));
      executor.enqueue(row);
      return now(row);
    },

    ...recordHandlers(parts, now),

    looks: async (id: string): Promise<SweepLooks> => sweepLooks(parts, find(store, id)),

    /** Trains again the fits whose look was not kept; their errors come out the same. */
    retrain(id: string): SweepSummary {
      const { id: row, status, removed_at: removedAt, plan } = find(store, id);
      if (removedAt !== null) throw cannot('trained again', id, 'removed');
      if (status === 'queued' || status === 'running') throw cannot('trained again', id, status);
      const { fits } = JSON.parse(plan) as PlanOutline;
      store.transaction(() => {
        store.sweepLooks.retrainMissing(row, looksOf({ fits }));
        store.sweeps.enqueue(row);
      });
      executor.enqueue(row);
      return now(row);
    },

    openAsRun: ({ id, index }: { id: string; index: number }): RunSummary => openAsRun(parts, id, index),
  };
}

/** What a person does to a sweep as a record: throw it away, find it there, take it back. */
function recordHandlers(parts: SweepsParts, now: (row: number) => SweepSummary) {
  const { store, executor, clock, changed, removed, summary } = parts;
  return {
    trash: (): { sweeps: SweepRow[] } => ({
      sweeps: store.sweeps.removed().map((row) => rowOf(summary(row))),
    }),

    /** Hides a sweep; one that is queued or running is cancelled first. */
    remove(id: string): Record<string, never> {
      const { id: row } = find(store, id);
      executor.cancel(row);
      store.transaction(() => store.sweeps.remove(row, clock.now().toISOString()));
      removed(sweepIdOf(row));
      return {};
    },

    restore(id: string): SweepSummary {
      const { id: row } = find(store, id);
      store.transaction(() => store.sweeps.restore(row));
      changed(row, 'now');
      return now(row);
    },

    /** Deletes a sweep in the trash with its fits, and what they look like unless another sweep has them, too. */
    deleteForGood(id: string): Record<string, never> {
      const { id: row, status, removed_at: removedAt } = find(store, id);
      if (removedAt === null) throw cannot('deleted for good', id, 'not in the trash');
      if (executor.attempt(row) || status === 'queued' || status === 'running')
        throw cannot('deleted for good', id, 'still ending');
      store.transaction(() => {
        store.sweepLooks.drop(row);
        store.sweepUnits.drop(row);
        store.sweeps.drop(row);
      });
      removed(sweepIdOf(row));
      return {};
    },
  };
}

async function prepare(
  parts: SweepsParts,
  request: Request,
): Promise<{ sweep: NewSweep; unitIds: string[] }> {
  const dataset = parts.datasetOf(request.dataset);
  const config = sweepConfigOf(request);
  const { outline, units } = await planOn(parts.rows, dataset.hash, config);
  const sweep = {
    name: nameOf(config, dataset.name),
    config,
    plan: outline,
    datasetHash: dataset.hash,
    tags: request.tags,
    createdAt: parts.clock.now().toISOString(),
  };
  return { sweep, unitIds: units.map(({ unitId }) => unitId) };
}

function nameOf({ base, axes }: SweepConfig, dataset: string): string {
  const varied = axes.map(({ name }) => wordsOf(name)).join(' × ');
  return `${base.distance} on ${dataset}${varied ? `: ${varied}` : ''}`;
}

/** `embeddingSize` → "embedding size". */
const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Starts the run that a configuration stands for, on the very data that the sweep was made on. */
function openAsRun(parts: SweepsParts, id: string, index: number): RunSummary {
  const row = find(parts.store, id);
  const { config, configurations, tags, name } = parts.summary(row);
  const configuration = configurations[index];
  if (!configuration) {
    throw new WorkbenchError(
      'not-found',
      `The sweep ${id} has no configuration ${index}.`,
      `It has ${configurations.length}, counted from 0.`,
    );
  }
  if (parts.datasetOf(config.base.dataset).hash !== row.dataset_hash) {
    throw new WorkbenchError(
      'conflict',
      `The dataset "${config.base.dataset}" is not the one that ${id} was made on.`,
      'Import the former one again under that name, or start the sweep anew.',
    );
  }
  const { loss, optimizer, sampler, ...run } = runConfigOf(config, configuration.values);
  const values = Object.entries(configuration.values).map(([axis, value]) => `${wordsOf(axis)} ${value}`);
  return parts.runs.start({
    ...run,
    ...(loss !== null && { loss }),
    ...(optimizer !== null && { optimizer }),
    ...(sampler !== null && { sampler }),
    name: parts.store.runs.freeName([name, ...values].join(', ').slice(0, 110)),
    tags: [...tags.slice(0, 19), `sweep ${sweepIdOf(row.id)}`],
  });
}

function rowOf({ configurations, nested: _nested, ...row }: SweepSummary): SweepRow {
  return { ...row, bestError: (row.best && configurations[row.best.index]?.validation) ?? null };
}

function find(store: Store, id: string): SweepDbRow {
  const found = store.sweeps.byRow(sweepRowOf(id));
  if (found) return found;
  throw new WorkbenchError(
    'not-found',
    `There is no sweep "${id}".`,
    'It may have been removed; the list of sweeps shows those there are.',
  );
}

function cannot(what: string, id: string, status: string): WorkbenchError {
  return new WorkbenchError(
    'conflict',
    `Sweep ${id} cannot be ${what}: it is ${status}.`,
    'Look at the list of sweeps.',
  );
}
