import { availableParallelism } from 'node:os';
import { bundleImporter } from './run/bundles';
import { compareHandler } from './run/compare';
import { DatasetRowsReader } from './dataset/dataset-rows';
import { datasetDistancesHandler } from './dataset/dataset-distances';
import { createDatasetHandlers } from './dataset/datasets';
import { diagnosticsHandler } from './run/diagnostics';
import { engineProbe } from './training/engine-probe';
import { EventHub } from './event-hub';
import { findDataset } from './dataset/find-dataset';
import { openLog } from './log';
import { forecastHandler } from './memory/memory-forecast';
import { sweepForecastHandler } from './memory/sweep-forecast';
import { oneAnswer } from './one-answer';
import { inOpenStore, type OpenedStore } from './open-store';
import { systemClock } from './ports';
import { accessTo } from './reading-only';
import { createRouter } from './router';
import { storeHandlers } from './store-handlers';
import { datasetsTable } from './store/datasets-table';
import { systemInfo } from './system';
import { tellFault } from './tell-fault';
import { openTraining } from './training/training';
import { wireFiles } from './wire-files';
import { wireNeighbours } from './neighbour/wire-neighbours';
import type { Workbench, WorkbenchOptions } from './workbench-options';
import type { Workspace } from './workspace';

export { clientOf, type Router, type WorkbenchClient } from './router';
export type { Workbench, WorkbenchOptions } from './workbench-options';

/** Opens the workbench of a home folder; throws `storage` when its store cannot be used. */
export function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  return inOpenStore(options, (workspace, opened) => wire(options, workspace, opened));
}

async function wire(
  options: WorkbenchOptions,
  workspace: Workspace,
  opened: OpenedStore,
): Promise<Workbench> {
  const { home, spawn, allowPath, version, clock = systemClock, readOnly = false } = options;
  const { store, lock, closing } = opened;
  const { uploads, refuseWriting } = await accessTo(workspace, readOnly, store.health);
  const log = openLog(workspace.logsFolder);
  const hub = new EventHub();
  const emit = hub.publish.bind(hub);
  tellFault(store.health, log, hub, options.onFault);
  const table = datasetsTable(store.connection);
  const rows = new DatasetRowsReader(workspace.datasetsFolder);
  const training = openTraining(
    { store, workspace, hub, rows, clock, log, datasetOf: findDataset(table) },
    options,
  );
  const { usesOf } = store.trash;
  const imports = { home, table, uploads, spawnChild: spawn, clock, allowPath, emit };
  const datasets = createDatasetHandlers({ ...imports, usesOf });
  const foreign = { uploads, spawn, allowPath };
  const { engine = engineProbe(spawn), shells } = options.systemInfo;
  const forecasts = { datasetOf: findDataset(table), lastEngine: store.runs.usedEngine };
  const handlers = {
    ...training,
    info: oneAnswer(() => systemInfo({ store, workspace, version, engine, shells, closing })),
    ...storeHandlers({ store, workspace, version, clock, allowPath, closing }),
    watch: (signal: AbortSignal | undefined) => hub.watch(signal),
    datasets,
    distancesOf: datasetDistancesHandler(workspace.datasetsFolder, rows, findDataset(table)),
    diagnostics: diagnosticsHandler(store, workspace, rows),
    ...wireNeighbours({ store, workspace, datasets: rows, ...foreign }),
    compare: compareHandler({ store, workspace, rows }),
    forecast: forecastHandler(forecasts),
    forecastSweep: sweepForecastHandler({ ...forecasts, rows, cores: availableParallelism() }),
    importRun: bundleImporter({ store, workspace, clock, ...foreign, changed: training.adopted }),
  };
  return {
    router: createRouter(handlers, { storeFile: workspace.storeFile, log, refuseWriting }),
    ...wireFiles({ store, workspace, version, rows, uploads, detail: training.runs.get }),
    announce: (url) => lock?.announce(url),
    close: once(async () => {
      await Promise.all([training.close(), datasets.close()]);
      hub.close();
      opened.close();
      log.close();
    }),
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
