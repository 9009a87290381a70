import type { RunDetail } from '@shared/run';
import type { DatasetRowsReader } from './dataset/dataset-rows';
import type { ExportParts } from './run/export-source';
import { openFinishedRun } from './run/finished-run';
import { examplePng } from './import/dataset-folder';
import { runBytesHandler } from './run/run-bytes';
import { runExporter } from './run/run-exports';
import { uploadReceiver, type Uploads } from './dataset/uploads';
import type { Workbench } from './workbench-options';

type Parts = ExportParts & {
  rows: DatasetRowsReader;
  uploads: Uploads;
  detail: (id: string) => Promise<RunDetail>;
};

/** Wires everything that goes in and out as bytes, beside the calls. */
export function wireFiles(
  parts: Parts,
): Pick<Workbench, 'examplePng' | 'receiveUpload' | 'exportRun' | 'runBytes'> {
  const { store, workspace, rows } = parts;
  const openRun = (id: string) => openFinishedRun(store, workspace, rows, id);
  return {
    examplePng: (hash, index) => examplePng(workspace.home, hash, index),
    receiveUpload: uploadReceiver(parts.uploads),
    exportRun: runExporter(parts, parts.detail),
    runBytes: runBytesHandler(openRun, workspace.datasetsFolder),
  };
}
