import type { Job } from '@shared/job';
import type { EmbeddingFacts, TrainingPath } from '@shared/run';
import { initialise } from '@ml/embeddings/embedding';
import { rangeOf } from '@ml/evaluate';
import { histogramOf, normOf, spreadOf } from '@ml/facts';
import { choosePath } from '@ml/first-layers/choose';
import type { FitPlan } from '@ml/fit';
import { pixelInputs } from '@ml/inputs';
import { createLearner, type Learner } from '@ml/learner';
import { partsOf } from '@ml/parts';
import { createRandom } from '@ml/random';
import { scoreEvery } from '@ml/scoring-plan';
import type { Tf } from '@ml/tensors';
import { readDataset } from './dataset-file';

export type Prepared = {
  learner: Learner;
  path: TrainingPath;
  training: boolean;
  plan: Omit<FitPlan, 'from'>;
  scoring: {
    rowsOf: Learner['transform'];
    size: number;
    labels: Int32Array;
    counts: ReturnType<typeof readDataset>['manifest']['splits'];
    classCount: number;
  };
  isScored: (epoch: number) => boolean;
  /** What the embedding was before training. */
  initial: Pick<EmbeddingFacts, 'initialWeightNorm' | 'initialSpread' | 'initialWeights'>;
  firstLayer: string | null;
  shapes: Record<string, readonly [number, number]>;
};

export const weightBins = 250;

/** Reads the dataset and builds the learner that a job describes, with its initial weights. */
export function prepare(job: Job, tf: Tf): Prepared {
  const { config } = job;
  const { params, seed } = config;
  const dataset = readDataset(job.datasetFolder);
  const { splits, classNames } = dataset.manifest;
  const parts = partsOf(config);
  const inputs = pixelInputs(dataset.pixels, dataset.size, parts.normalizer);
  const trainLabels = dataset.labels.subarray(0, rangeOf(splits, 'train').to);
  const shapes = parts.embedding.shapes(inputs.size, params);
  const initial = initialise(parts.embedding, inputs.size, params, (name) => createRandom(seed, `weights/${name}`));
  const firstLayer = parts.embedding.firstLayer;
  const costs = {
    trainCount: trainLabels.length,
    count: inputs.count,
    inputSize: inputs.size,
    columns: firstLayer ? shapes[firstLayer]![1] : 0,
    outputSize: parts.embedding.outputSize(inputs.size, params),
    batchSize: params.batchSize ?? 1,
    epochs: params.epochs ?? 0,
  };
  const { training } = parts;
  const path = training ? choosePath({ ...costs, linearOptimizer: training.optimizer.linear }) : 'none';
  const learner = createLearner({ tf, parts, params, inputs, labels: trainLabels, initial, path });
  const every = scoreEvery({ ...costs, path });
  const size = learner.outputSize;
  const { spread } = spreadOf(learner.transform(0, trainLabels.length), size, trainLabels, classNames.length);
  const firstValues = firstLayer ? initial[firstLayer] : undefined;
  return {
    learner,
    path,
    training: training !== null,
    plan: {
      labels: trainLabels,
      // A learner without a loss never asks for batches.
      sampler: training?.sampler ?? { id: '', label: '', help: '', params: {}, batches: () => [] },
      batchSize: costs.batchSize,
      epochs: costs.epochs,
      seed,
    },
    scoring: { rowsOf: learner.transform, size, labels: dataset.labels, counts: splits, classCount: classNames.length },
    isScored: (epoch) => epoch === 1 || epoch === costs.epochs || epoch % every === 0,
    initial: {
      initialWeightNorm: firstValues ? normOf(firstValues) : null,
      initialWeights: firstValues ? histogramOf(firstValues, weightBins) : null,
      initialSpread: spread,
    },
    firstLayer,
    shapes,
  };
}
