import { join } from 'node:path';
import { pixelInputs } from '@ml/inputs';
import { partsOf } from '@ml/parts';
import { splitNames, type DatasetManifest, type SplitName } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type { Artefact, RunConfig } from '@shared/run';
import { bytesAt, float32Rows, int32Rows, type ArrayRows } from './array-reader';
import type { DatasetRows, DatasetRowsReader } from '../dataset/dataset-rows';
import { noSuchRun, runIdOf, runRowOf } from '../ids';
import type { SplitNeighbours } from '../neighbour/neighbour-source';
import type { Store } from '../store/store';
import { runFolder, type Workspace } from '../workspace';

/** The results of a run that has finished, ready to be read. */
export type FinishedRun = {
  id: string;
  /** Names its results among all sources of neighbours. */
  key: string;
  config: RunConfig;
  dataset: DatasetRows;
  /** Name of the dataset's folder. */
  datasetHash: string;
  /** Nearest training rows [queries, maxK] and their squared distances; null when the dataset has no such split. */
  neighboursOf(split: SplitName): SplitNeighbours | null;
  /** [examples, out], training rows first; the normalised pixels themselves for a run without weights. */
  embedding(): ArrayRows<Float32Array>;
  /** All weights by name (`P`, `P1`, `b1`, `P2`). */
  weights(): Promise<Record<string, Float32Array>>;
};

/** Opens a run's results; throws `not-found`, or `conflict` while it has not finished. */
export async function openFinishedRun(
  store: Store,
  workspace: Workspace,
  datasets: DatasetRowsReader,
  id: string,
): Promise<FinishedRun> {
  const run = store.runs.byRow(runRowOf(id));
  if (!run) throw noSuchRun(id);
  if (run.status !== 'finished') {
    throw new WorkbenchError(
      'conflict',
      `Run ${id} is ${run.status}: its neighbours are known when it has finished.`,
      run.status === 'queued' || run.status === 'running'
        ? 'Wait until it has finished.'
        : 'Resume it, or start a new run.',
    );
  }
  const config = JSON.parse(run.config) as RunConfig;
  const dataset = await datasets.read(run.dataset_hash);
  const folder = runFolder(workspace, runIdOf(run.id));
  const artefacts = store.files.artefacts(run.id);
  refuseOtherSizes(runIdOf(run.id), artefacts, dataset.manifest);
  const find = (name: string) => artefacts.find((artefact) => artefact.name === name);
  return {
    id: runIdOf(run.id),
    key: runIdOf(run.id),
    config,
    dataset,
    datasetHash: run.dataset_hash,
    neighboursOf(split) {
      const [indices, distances] = [
        find(`neighbours.${split}.indices`),
        find(`neighbours.${split}.distances`),
      ];
      if (!indices || !distances) return null;
      const shown = atLeastZero(float32Rows(folder, distances));
      return { indices: int32Rows(folder, indices), distances: shown, sample: null };
    },
    embedding() {
      const embedding = find('embedding');
      if (embedding) return float32Rows(folder, embedding);
      return pixelRows(
        join(workspace.datasetsFolder, run.dataset_hash, 'images.u8'),
        dataset.manifest,
        config,
      );
    },
    weights: () => readWeights(folder, artefacts),
  };
}

/** Squared distances as they are shown: older runs stored what rounding took below 0. */
function atLeastZero(distances: ArrayRows<Float32Array>): ArrayRows<Float32Array> {
  return {
    ...distances,
    read: async (first, count) => (await distances.read(first, count)).map((value) => Math.max(0, value)),
  };
}

/** A run that came from elsewhere may say that it was trained on data that are here, and have results of others. */
function refuseOtherSizes(id: string, artefacts: readonly Artefact[], { splits }: DatasetManifest): void {
  const sizes: Record<string, number> = { embedding: splits.train + splits.validation + splits.test };
  for (const split of splitNames) {
    sizes[`neighbours.${split}.indices`] = splits[split];
    sizes[`neighbours.${split}.distances`] = splits[split];
  }
  const isOther = artefacts.some(({ name, shape }) => sizes[name] !== undefined && sizes[name] !== shape[0]);
  if (isOther) throw doesNotFit(id);
}

/** The error for results that cannot be those of a run on its dataset. */
export function doesNotFit(id: string): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `The results of run ${id} do not fit its dataset.`,
    'They came from elsewhere so. Train the run again here.',
  );
}

async function readWeights(
  folder: string,
  artefacts: readonly Artefact[],
): Promise<Record<string, Float32Array>> {
  const prefix = 'weights.';
  const weights: Record<string, Float32Array> = {};
  for (const artefact of artefacts.filter(({ name }) => name.startsWith(prefix))) {
    const rows = float32Rows(folder, artefact);
    weights[artefact.name.slice(prefix.length)] = await rows.read(0, rows.rows);
  }
  return weights;
}

/** Images as the inputs that an embedding without weights passes on, normalised when they are read. */
export function pixelRows(
  file: string,
  { shape, splits }: DatasetManifest,
  config: RunConfig,
): ArrayRows<Float32Array> {
  const columns = shape[0] * shape[1] * shape[2];
  return {
    rows: splits.train + splits.validation + splits.test,
    columns,
    async read(first, count) {
      const pixels = new Uint8Array(await bytesAt(file, first * columns, count * columns));
      return pixelInputs(pixels, columns, partsOf(config).normalizer).block(0, count);
    },
  };
}
