import type { ParamValues } from '@shared/params';
import type { Job } from '@shared/job';
import type { EmbeddingFacts, TrainingPath } from '@shared/run';
import { initialise } from '@ml/embeddings/embedding';
import { rangeOf } from '@ml/evaluate';
import { histogramOf, normOf, spreadOf } from '@ml/facts';
import { choosePath } from '@ml/first-layers/choose';
import type { FitPlan } from '@ml/fit';
import { pixelInputs, type Inputs } from '@ml/inputs';
import { createLearner, type Learner } from '@ml/learner';
import { partsOf, type Parts } from '@ml/parts';
import { createRandom } from '@ml/random';
import { shuffle } from '@ml/samplers/shuffle';
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
  const { params, seed } = job.config;
  const dataset = readDataset(job.datasetFolder);
  const { splits, classNames } = dataset.manifest;
  const parts = partsOf(job.config);
  const { embedding, training } = parts;
  const inputs = pixelInputs(dataset.pixels, dataset.size, parts.normalizer);
  const labels = dataset.labels.subarray(0, rangeOf(splits, 'train').to);
  const shapes = embedding.shapes(inputs.size, params);
  const initial = initialise(embedding, inputs.size, params, (name) => createRandom(seed, `weights/${name}`));
  const costs = costsOf(parts, params, inputs, labels.length);
  const path = training ? choosePath({ ...costs, linearOptimizer: training.optimizer.linear }) : 'none';
  const learner = createLearner({ tf, parts, params, inputs, labels, initial, path });
  const every = scoreEvery({ ...costs, path });
  const first = embedding.firstLayer ? initial[embedding.firstLayer] : undefined;
  const size = learner.outputSize;
  const { spread } = spreadOf(learner.transform(0, labels.length), size, labels, classNames.length);
  return {
    learner,
    path,
    // A learner without a loss has no batches, and nothing asks for them.
    plan: {
      labels,
      sampler: training?.sampler ?? shuffle,
      batchSize: costs.batchSize,
      epochs: costs.epochs,
      seed,
    },
    training: training !== null,
    scoring: {
      rowsOf: learner.transform,
      size,
      labels: dataset.labels,
      counts: splits,
      classCount: classNames.length,
    },
    isScored: (epoch) => epoch === 1 || epoch === costs.epochs || epoch % every === 0,
    initial: {
      initialWeightNorm: first ? normOf(first) : null,
      initialWeights: first ? histogramOf(first, weightBins) : null,
      initialSpread: spread,
    },
    firstLayer: embedding.firstLayer,
    shapes,
  };
}

function costsOf(parts: Parts, params: ParamValues, inputs: Inputs, trainCount: number) {
  const { embedding } = parts;
  const shape = embedding.firstLayer
    ? embedding.shapes(inputs.size, params)[embedding.firstLayer]
    : undefined;
  return {
    trainCount,
    count: inputs.count,
    inputSize: inputs.size,
    columns: shape?.[1] ?? 0,
    outputSize: embedding.outputSize(inputs.size, params),
    batchSize: params.batchSize ?? 1,
    epochs: params.epochs ?? 0,
  };
}
