import { createRouterClient, implement, type RouterClient } from '@orpc/server';
import { api, type ImportSource, type SystemInfo } from '@shared/api';
import type { WorkbenchEvent } from '@shared/events';
import type { NeighboursOfQuery } from '@shared/neighbours';
import type { ImportedRun } from '@shared/run';
import type { DatasetDistancesHandler } from './dataset/dataset-distances';
import type { CompareHandler } from './run/compare';
import type { DatasetHandlers } from './dataset/datasets';
import type { DiagnosticsHandler } from './run/diagnostics';
import type { EventLog } from './event-log';
import type { Log } from './log';
import type { ForecastHandler } from './memory/memory-forecast';
import type { SweepForecastHandler } from './memory/sweep-forecast';
import type { NeighbourViewHandlers } from './neighbour/neighbour-views';
import type { NeighboursHandlers } from './neighbour/neighbours';
import type { EpochsHandler } from './neighbour/open-neighbours';
import type { PresetsHandlers } from './run/presets';
import type { QueueHandlers } from './run/queue';
import type { RunTrash } from './run/run-trash';
import type { RunsHandlers } from './run/runs';
import type { StoreHandlers } from './store-handlers';
import type { StudiesHandlers } from './study/studies';
import type { SweepsHandlers } from './sweep/sweeps';
import type { ViewsHandlers } from './run/views';
import { guarded, wireError } from './wire-errors';

/** What answers the calls of `shared/api.ts`. */
export type Handlers = StoreHandlers & {
  info(): Promise<SystemInfo>;
  watch(signal: AbortSignal | undefined): AsyncGenerator<WorkbenchEvent, void, undefined>;
  datasets: DatasetHandlers;
  distancesOf: DatasetDistancesHandler;
  runs: RunsHandlers;
  trash: RunTrash;
  views: ViewsHandlers;
  presets: PresetsHandlers;
  events: EventLog;
  diagnostics: DiagnosticsHandler;
  neighbours: NeighboursHandlers & NeighbourViewHandlers & { epochs: EpochsHandler };
  compare: CompareHandler;
  ofImage(request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
    pixels?: boolean | undefined;
  }): Promise<NeighboursOfQuery>;
  forecast: ForecastHandler;
  importRun(input: { source: ImportSource; again?: boolean | undefined }): Promise<ImportedRun>;
  studies: StudiesHandlers;
  sweeps: SweepsHandlers;
  forecastSweep: SweepForecastHandler;
  queue: QueueHandlers;
  warmUp(): void;
};

/** How the router treats what goes wrong. */
export type RouterRules = {
  storeFile: string;
  log: Log;
  /** Rejects for a call that would write, when this workbench only reads or its store has failed. */
  refuseWriting: (path: readonly string[]) => Promise<void>;
};

/** The calls of the contract, with inputs and outputs checked and every error carrying an `ErrorBody`. */
export type Router = ReturnType<typeof createRouter>;

/** The calls of a workbench made in process; errors carry their `ErrorBody` as `data`. */
export type WorkbenchClient = RouterClient<Router>;

/** Binds handlers to the contract. */
export function createRouter(handlers: Handlers, rules: RouterRules) {
  const asWire = (error: unknown) => wireError(error, rules.storeFile, rules.log);
  const os = implement(api, { initialInputValidationIndex: 1, initialOutputValidationIndex: 1 }).use(
    async ({ next, path }) => {
      try {
        await rules.refuseWriting(path);
        return await next();
      } catch (error) {
        throw asWire(error);
      }
    },
  );
  return os.router({
    system: systemRoutes(os.system, handlers),
    datasets: {
      ...datasetsRoutes(os.datasets, handlers.datasets),
      distances: os.datasets.distances.handler(({ input }) => handlers.distancesOf(input)),
    },
    runs: runsRoutes(os.runs, handlers, asWire),
    neighbours: neighboursRoutes(os.neighbours, handlers),
    studies: {
      list: os.studies.list.handler(() => handlers.studies.list()),
      get: os.studies.get.handler(({ input }) => handlers.studies.get(input.id)),
      startTutorial: os.studies.startTutorial.handler(({ input }) => handlers.studies.startTutorial(input)),
      cancel: os.studies.cancel.handler(({ input }) => handlers.studies.cancel(input.id)),
      resume: os.studies.resume.handler(({ input }) => handlers.studies.resume(input.id)),
    },
    sweeps: sweepsRoutes(os.sweeps, handlers),
    queue: {
      get: os.queue.get.handler(() => handlers.queue.get()),
      pause: os.queue.pause.handler(() => handlers.queue.pause()),
      resume: os.queue.resume.handler(() => handlers.queue.resume()),
    },
    presets: {
      list: os.presets.list.handler(() => handlers.presets.list()),
      save: os.presets.save.handler(({ input }) => handlers.presets.save(input)),
      rename: os.presets.rename.handler(({ input }) => handlers.presets.rename(input)),
      remove: os.presets.remove.handler(({ input }) => handlers.presets.remove(input.name)),
    },
    views: {
      list: os.views.list.handler(() => handlers.views.list()),
      save: os.views.save.handler(({ input }) => handlers.views.save(input)),
      remove: os.views.remove.handler(({ input }) => handlers.views.remove(input.name)),
    },
  });
}

/** Calls into a router without a wire. */
export function clientOf({ router }: { router: Router }): WorkbenchClient {
  return createRouterClient(router);
}

type Implementer = ReturnType<ReturnType<typeof implement<typeof api>>['use']>;

function systemRoutes(os: Implementer['system'], handlers: Handlers) {
  return {
    info: os.info.handler(() => handlers.info()),
    backUp: os.backUp.handler(({ input }) => handlers.backUp(input.path)),
    check: os.check.handler(() => handlers.check()),
    warmUp: os.warmUp.handler(() => {
      handlers.warmUp();
      return {};
    }),
    watch: os.watch.handler(({ signal }) => handlers.watch(signal)),
  };
}

function datasetsRoutes(os: Implementer['datasets'], datasets: DatasetHandlers) {
  return {
    list: os.list.handler(() => datasets.list()),
    get: os.get.handler(({ input }) => datasets.get(input)),
    formats: os.formats.handler(() => datasets.formats()),
    preview: os.preview.handler(({ input }) => datasets.preview(input)),
    import: os.import.handler(({ input }) => datasets.import(input)),
    cancelImport: os.cancelImport.handler(({ input }) => datasets.cancelImport(input)),
    sample: os.sample.handler(({ input }) => datasets.sample(input)),
    examples: os.examples.handler(({ input }) => datasets.examples(input)),
    remove: os.remove.handler(({ input }) => datasets.remove(input)),
    restore: os.restore.handler(({ input }) => datasets.restore(input)),
    trash: os.trash.handler(() => datasets.trash()),
    deleteForGood: os.deleteForGood.handler(({ input }) => datasets.deleteForGood(input)),
  };
}

function runsRoutes(
  os: Implementer['runs'],
  { runs, trash, events, compare, diagnostics, forecast, importRun, queue }: Handlers,
  asWire: (error: unknown) => Error,
) {
  return {
    list: os.list.handler(() => runs.list()),
    packed: os.packed.handler(({ input }) => runs.packed(input)),
    get: os.get.handler(({ input }) => runs.get(input.id)),
    watch: os.watch.handler(({ input, signal }) =>
      guarded(events.watch(input.id, input.afterSeq, signal), asWire),
    ),
    diagnostics: os.diagnostics.handler(({ input }) => diagnostics(input)),
    compare: os.compare.handler(({ input }) => compare(input)),
    forecast: os.forecast.handler(({ input }) => forecast(input)),
    start: os.start.handler(({ input }) => runs.start(input)),
    cancel: os.cancel.handler(({ input }) => runs.cancel(input.id)),
    pause: os.pause.handler(({ input }) => queue.pauseRun(input.id)),
    move: os.move.handler(({ input }) => queue.move(input)),
    resume: os.resume.handler(({ input }) => runs.resume(input.id)),
    rename: os.rename.handler(({ input }) => runs.rename(input.id, input.name)),
    remove: os.remove.handler(({ input }) => runs.remove(input.id)),
    restore: os.restore.handler(({ input }) => runs.restore(input.id)),
    import: os.import.handler(({ input }) => importRun(input)),
    update: os.update.handler(({ input }) => runs.update(input)),
    removeMany: os.removeMany.handler(({ input }) => runs.removeMany(input.ids)),
    restoreMany: os.restoreMany.handler(({ input }) => runs.restoreMany(input.ids)),
    trash: os.trash.handler(() => ({ runs: runs.trash() })),
    deleteForGood: os.deleteForGood.handler(({ input }) => trash.deleteForGood(input.ids)),
  };
}

function neighboursRoutes(os: Implementer['neighbours'], { neighbours, ofImage }: Handlers) {
  return {
    list: os.list.handler(({ input }) => neighbours.list(input)),
    epochs: os.epochs.handler(({ input }) => neighbours.epochs(input)),
    ofExample: os.ofExample.handler(({ input }) => neighbours.ofExample(input)),
    ofRows: os.ofRows.handler(({ input }) => neighbours.ofRows(input)),
    table: os.table.handler(({ input }) => neighbours.table(input)),
    occurrences: os.occurrences.handler(({ input }) => neighbours.occurrences(input)),
    hubs: os.hubs.handler(({ input }) => neighbours.hubs(input)),
    suspects: os.suspects.handler(({ input }) => neighbours.suspects(input)),
    ofImage: os.ofImage.handler(({ input }) => ofImage(input)),
  };
}

function sweepsRoutes(os: Implementer['sweeps'], { sweeps, forecastSweep }: Handlers) {
  return {
    list: os.list.handler(() => sweeps.list()),
    get: os.get.handler(({ input }) => sweeps.get(input.id)),
    forecast: os.forecast.handler(({ input }) => forecastSweep(input)),
    start: os.start.handler(({ input }) => sweeps.start(input)),
    cancel: os.cancel.handler(({ input }) => sweeps.cancel(input.id)),
    resume: os.resume.handler(({ input }) => sweeps.resume(input.id)),
    remove: os.remove.handler(({ input }) => sweeps.remove(input.id)),
    restore: os.restore.handler(({ input }) => sweeps.restore(input.id)),
    trash: os.trash.handler(() => sweeps.trash()),
    deleteForGood: os.deleteForGood.handler(({ input }) => sweeps.deleteForGood(input.id)),
    looks: os.looks.handler(({ input }) => sweeps.looks(input.id)),
    retrain: os.retrain.handler(({ input }) => sweeps.retrain(input.id)),
    openAsRun: os.openAsRun.handler(({ input }) => sweeps.openAsRun(input)),
  };
}
