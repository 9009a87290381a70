import { Readable } from 'node:stream';
import { DatasetRowsReader } from './dataset-rows';
import { createDatasetHandlers } from './datasets';
import { diagnosticsHandler } from './diagnostics';
import { engineProbe } from './engine-probe';
import { EventHub } from './event-hub';
import { findDataset } from './find-dataset';
import { openFinishedRun } from './finished-run';
import { examplePng } from './import/dataset-folder';
import { openLog } from './log';
import { neighboursHandlers } from './neighbours';
import { inOpenStore, type OpenedStore } from './open-store';
import { systemClock } from './ports';
import { queryImageHandler } from './query-image';
import { accessTo } from './reading-only';
import { createRouter } from './router';
import { listBackups } from './backup/list-backups';
import { storeHandlers } from './store-handlers';
import { datasetsTable } from './store/datasets-table';
import { systemInfo } from './system';
import { openTraining } from './training';
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
  const { store, lock } = opened;
  const { uploads, refuseWriting } = await accessTo(workspace, readOnly, store.health);
  const log = openLog(workspace.logsFolder);
  const hub = new EventHub();
  const emit = hub.publish.bind(hub);
  const table = datasetsTable(store.connection);
  const rows = new DatasetRowsReader(workspace.datasetsFolder);
  const training = openTraining(
    { store, workspace, hub, rows, clock, log, datasetOf: findDataset(table) },
    options,
  );
  const datasets = createDatasetHandlers({ home, table, uploads, spawnChild: spawn, clock, allowPath, emit });
  const openRun = (id: string) => openFinishedRun(store, workspace, rows, id);
  const { engine = engineProbe(spawn), shells } = options.systemInfo;
  const handlers = {
    ...training,
    info: () => systemInfo(store.connection, version, engine, shells, listBackups(workspace)),
    ...storeHandlers({ store, workspace, version, clock, allowPath }),
    watch: (signal: AbortSignal | undefined) => hub.watch(signal),
    datasets,
    diagnostics: diagnosticsHandler(store, workspace, rows),
    neighbours: neighboursHandlers(openRun),
    ofImage: queryImageHandler({ openRun, uploads, spawn, allowPath }),
  };
  return {
    router: createRouter(handlers, { storeFile: workspace.storeFile, log, refuseWriting }),
    examplePng: (hash, index) => examplePng(home, hash, index),
    async receiveUpload(name, body) {
      const { id, bytes } = await uploads.receive(Readable.from(body), name);
      return { upload: id, bytes };
    },
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
