import { createRouterClient, implement, type RouterClient } from '@orpc/server';
import { api, type ImportSource, type SystemInfo } from '@shared/api';
import type { WorkbenchEvent } from '@shared/events';
import type { NeighboursOfQuery } from '@shared/neighbours';
import type { DatasetHandlers } from './datasets';
import type { DiagnosticsHandler } from './diagnostics';
import type { EventLog } from './event-log';
import type { Log } from './log';
import type { NeighboursHandlers } from './neighbours';
import type { RunsHandlers } from './runs';
import type { StoreHandlers } from './store-handlers';
import type { StudiesHandlers } from './studies';
import type { SweepsHandlers } from './sweeps';
import { guarded, wireError } from './wire-errors';

/** What answers the calls of `shared/api.ts`. */
export type Handlers = StoreHandlers & {
  info(): Promise<SystemInfo>;
  watch(signal: AbortSignal | undefined): AsyncGenerator<WorkbenchEvent, void, undefined>;
  datasets: DatasetHandlers;
  runs: RunsHandlers;
  events: EventLog;
  diagnostics: DiagnosticsHandler;
  neighbours: NeighboursHandlers;
  ofImage(request: {
    runId: string;
    source: ImportSource;
    k?: number | undefined;
  }): Promise<NeighboursOfQuery>;
  studies: StudiesHandlers;
  sweeps: SweepsHandlers;
};

/** How the router treats what goes wrong. */
export type RouterRules = {
  storeFile: string;
  log: Log;
  /** Throws for a call that would write, when this workbench only reads. */
  refuseWriting: (path: readonly string[]) => void;
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
        rules.refuseWriting(path);
        return await next();
      } catch (error) {
        throw asWire(error);
      }
    },
  );
  return os.router({
    system: {
      info: os.system.info.handler(() => handlers.info()),
      backUp: os.system.backUp.handler(({ input }) => handlers.backUp(input.path)),
      check: os.system.check.handler(() => handlers.check()),
      watch: os.system.watch.handler(({ signal }) => handlers.watch(signal)),
    },
    datasets: datasetsRoutes(os.datasets, handlers.datasets),
    runs: runsRoutes(os.runs, handlers, asWire),
    neighbours: {
      list: os.neighbours.list.handler(({ input }) => handlers.neighbours.list(input)),
      ofExample: os.neighbours.ofExample.handler(({ input }) => handlers.neighbours.ofExample(input)),
      ofImage: os.neighbours.ofImage.handler(({ input }) => handlers.ofImage(input)),
    },
    studies: {
      list: os.studies.list.handler(() => handlers.studies.list()),
      get: os.studies.get.handler(({ input }) => handlers.studies.get(input.id)),
      startTutorial: os.studies.startTutorial.handler(({ input }) => handlers.studies.startTutorial(input)),
      cancel: os.studies.cancel.handler(({ input }) => handlers.studies.cancel(input.id)),
    },
    sweeps: sweepsRoutes(os.sweeps, handlers.sweeps),
  });
}

/** Calls into a router without a wire. */
export function clientOf({ router }: { router: Router }): WorkbenchClient {
  return createRouterClient(router);
}

type Implementer = ReturnType<ReturnType<typeof implement<typeof api>>['use']>;

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
  };
}

function runsRoutes(
  os: Implementer['runs'],
  { runs, events, diagnostics }: Handlers,
  asWire: (error: unknown) => Error,
) {
  return {
    list: os.list.handler(() => runs.list()),
    get: os.get.handler(({ input }) => runs.get(input.id)),
    watch: os.watch.handler(({ input, signal }) =>
      guarded(events.watch(input.id, input.afterSeq, signal), asWire),
    ),
    diagnostics: os.diagnostics.handler(({ input }) => diagnostics(input)),
    start: os.start.handler(({ input }) => runs.start(input)),
    cancel: os.cancel.handler(({ input }) => runs.cancel(input.id)),
    resume: os.resume.handler(({ input }) => runs.resume(input.id)),
    rename: os.rename.handler(({ input }) => runs.rename(input.id, input.name)),
    remove: os.remove.handler(({ input }) => runs.remove(input.id)),
    restore: os.restore.handler(({ input }) => runs.restore(input.id)),
  };
}

function sweepsRoutes(os: Implementer['sweeps'], sweeps: SweepsHandlers) {
  return {
    list: os.list.handler(() => sweeps.list()),
    get: os.get.handler(({ input }) => sweeps.get(input.id)),
    start: os.start.handler(({ input }) => sweeps.start(input)),
    cancel: os.cancel.handler(({ input }) => sweeps.cancel(input.id)),
    resume: os.resume.handler(({ input }) => sweeps.resume(input.id)),
    remove: os.remove.handler(({ input }) => sweeps.remove(input.id)),
    restore: os.restore.handler(({ input }) => sweeps.restore(input.id)),
    openAsRun: os.openAsRun.handler(({ input }) => sweeps.openAsRun(input)),
  };
}
