import type { Job } from '@shared/job';
import type { EmbeddingFacts, RunConfig, TrainingPath } from '@shared/run';
import { initialise } from '@ml/embeddings/embedding';
import { rangeOf } from '@ml/evaluate';
import { histogramOf, normOf, spreadOf } from '@ml/facts';
import { choosePath } from '@ml/first-layers/choose';
import type { FitPlan } from '@ml/fit';
import { pixelInputs, type Inputs } from '@ml/inputs';
import { createLearner, type Learner } from '@ml/learner';
import { partsOf, type Parts } from '@ml/parts';
import { createRandom } from '@ml/random';
import { runCosts } from '@ml/run-costs';
import { shuffle } from '@ml/samplers/shuffle';
import { scoreEvery } from '@ml/scoring-plan';
import type { Tf, Weights } from '@ml/tensors';
import { readDataset } from './dataset-file';
import { keptEpochs } from './epoch-embedding';
import { foundRate, type Workshop } from './learning-rate';

export type Prepared = {
  learner: Learner;
  path: TrainingPath;
  training: boolean;
  plan: Omit<FitPlan, 'from'>;
  /** The rate that was found, when it was to be found. */
  learningRate: number | undefined;
  /** What makes other learners for the same data. */
  workshop: Workshop;
  scoring: {
    rowsOf: Learner['transform'];
    size: number;
    labels: Int32Array;
    counts: ReturnType<typeof readDataset>['manifest']['splits'];
    classCount: number;
  };
  isScored: (epoch: number) => boolean;
  /** Is the embedding after this scored epoch written to a file? */
  keepsEmbedding: (epoch: number) => boolean;
  /** What the embedding was before training. */
  initial: Pick<EmbeddingFacts, 'initialWeightNorm' | 'initialSpread' | 'initialWeights'>;
  firstLayer: string | null;
  shapes: Record<string, readonly [number, number]>;
};

export const weightBins = 250;

/** Reads the dataset and builds the learner that a job describes, with its initial weights. */
export function prepare(job: Pick<Job, 'config' | 'datasetFolder'>, tf: Tf): Prepared {
  const { config } = job;
  const dataset = readDataset(job.datasetFolder);
  const { splits, classNames } = dataset.manifest;
  const parts = partsOf(config);
  const inputs = pixelInputs(dataset.pixels, dataset.size, parts.normalizer);
  const labels = dataset.labels.subarray(0, rangeOf(splits, 'train').to);
  const workshop = workshopOf(tf, config, parts, inputs, labels);
  const learningRate = config.autoLearningRate ? foundRate(workshop) : undefined;
  const learner = workshop.make(learningRate);
  const size = learner.outputSize;
  const { spread } = spreadOf(learner.transform(0, labels.length), size, labels, classNames.length);
  const { epochs } = workshop.plan;
  const { firstLayer } = parts.embedding;
  const first = firstLayer ? workshop.initial[firstLayer] : undefined;
  const isScored = (epoch: number) => epoch === 1 || epoch === epochs || epoch % workshop.scoreEvery === 0;
  const kept = keptEpochs(isScored, epochs, dataset.labels.length * size);
  return {
    learner,
    path: workshop.path,
    training: parts.training !== null,
    plan: workshop.plan,
    learningRate,
    workshop,
    scoring: {
      rowsOf: learner.transform,
      size,
      labels: dataset.labels,
      counts: splits,
      classCount: classNames.length,
    },
    isScored,
    keepsEmbedding: (epoch) => kept.has(epoch),
    initial: {
      initialWeightNorm: first ? normOf(first) : null,
      initialWeights: first ? histogramOf(first, weightBins) : null,
      initialSpread: spread,
    },
    firstLayer,
    shapes: parts.embedding.shapes(inputs.size, config.params),
  };
}

function workshopOf(tf: Tf, config: RunConfig, parts: Parts, inputs: Inputs, labels: Int32Array): Workshop {
  const { params, seed } = config;
  const { embedding, training } = parts;
  const initial: Weights = initialise(
    embedding,
    inputs.size,
    params,
    (name) => createRandom(seed, `weights/${name}`),
    config.initialisation,
  );
  const { count, size: inputSize } = inputs;
  const costs = runCosts(parts, params, { count, trainCount: labels.length, inputSize });
  const path = training ? choosePath(costs) : 'none';
  return {
    tf,
    config,
    parts,
    inputs,
    initial,
    path,
    scoreEvery: scoreEvery({ ...costs, path }, config.everyEpoch),
    // A learner without a loss has no batches, and nothing asks for them.
    plan: {
      labels,
      sampler: training?.sampler ?? shuffle,
      batchSize: costs.batchSize,
      epochs: costs.epochs,
      satisfiedEpochs: params.satisfiedEpochs ?? 0,
      seed,
    },
    make: (learningRate = params.learningRate) => {
      const own = learningRate === undefined ? params : { ...params, learningRate };
      return createLearner({ tf, parts, params: own, inputs, labels, initial, path });
    },
  };
}
