import { join } from 'node:path';
import { pixelInputs } from '@ml/inputs';
import { partsOf } from '@ml/parts';
import type { RunConfig } from '@shared/run';
import { pixelRows } from '../run/finished-run';
import { noSuchRun, runRowOf } from '../ids';
import type { ImageSpace } from './image-neighbours';
import type { NeighbourParts } from './open-neighbours';

/** The normalised pixels of a run's dataset, whatever state the run is in; throws `not-found` when either is gone. */
export async function pixelSpaceOf(
  { store, workspace, datasets }: NeighbourParts,
  runId: string,
): Promise<ImageSpace> {
  const run = store.runs.byRow(runRowOf(runId));
  if (!run) throw noSuchRun(runId);
  const config = JSON.parse(run.config) as RunConfig;
  const dataset = await datasets.read(run.dataset_hash);
  const file = join(workspace.datasetsFolder, run.dataset_hash, 'images.u8');
  return {
    config,
    dataset,
    embedding: () => pixelRows(file, dataset.manifest, config),
    embed: (pixels) =>
      Promise.resolve(pixelInputs(pixels, pixels.length, partsOf(config).normalizer).block(0, 1)),
  };
}
