import type { ParamSpec, ParamSpecs } from '@shared/params';
import { WorkbenchError } from '@shared/errors';
import { embeddings } from './embeddings/index';
import type { Embedding } from './embeddings/embedding';
import { losses } from './losses/index';
import type { Loss } from './losses/loss';
import { normalizers } from './normalizers/index';
import type { Normalizer } from './normalizers/normalizer';
import { optimizers } from './optimizers/index';
import type { Optimizer } from './optimizers/optimizer';
import { samplers } from './samplers/index';
import type { Sampler } from './samplers/sampler';

/** The names of the parts of a learner, as a run's config stores them. */
export type PartIds = {
  embedding: string;
  loss: string | null;
  optimizer: string | null;
  sampler: string | null;
  normalizer: string;
};

/** How a learner is trained; null in a learner without a loss. */
export type Training = { loss: Loss; optimizer: Optimizer; sampler: Sampler };
export type Parts = { embedding: Embedding; normalizer: Normalizer; training: Training | null };

/** Looks the parts up in the registries; throws `bad-input` for an unknown id or a combination that means nothing. */
export function partsOf(ids: PartIds): Parts {
  const embedding = entryOf('embedding', embeddings, ids.embedding);
  const normalizer = entryOf('normalizer', normalizers, ids.normalizer);
  if (ids.loss === null) {
    if (embedding.firstLayer) throw untrained(embedding);
    return { embedding, normalizer, training: null };
  }
  if (!embedding.firstLayer) {
    throw new WorkbenchError(
      'bad-input',
      `The embedding "${embedding.id}" has nothing to train, so the loss "${ids.loss}" cannot be used with it.`,
      'Choose a linear or MLP embedding, or the plain l2 distance.',
    );
  }
  return {
    embedding,
    normalizer,
    training: {
      loss: entryOf('loss', losses, ids.loss),
      optimizer: entryOf('optimizer', optimizers, ids.optimizer ?? 'sgd'),
      sampler: entryOf('sampler', samplers, ids.sampler ?? 'shuffle'),
    },
  };
}

function untrained({ id }: Embedding): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `The embedding "${id}" has weights, but without a loss nothing would train them.`,
    'Choose a loss as well, or a distance that has one.',
  );
}

/** Every setting that applies to these parts, with their own defaults. */
export function paramSpecsOf(parts: Parts): ParamSpecs {
  const { embedding, training } = parts;
  if (!training) return embedding.params;
  return {
    ...training.loss.params,
    ...embedding.params,
    ...training.optimizer.params,
    ...training.sampler.params,
    ...trainingParams,
  };
}

/** Every setting of every part: what a command line offers. */
export function allParamSpecs(): ParamSpecs {
  const registries: readonly { params: ParamSpecs }[][] = [
    [...losses],
    [...embeddings],
    [...optimizers],
    [...samplers],
  ];
  return Object.assign({}, ...registries.flat().map((entry) => entry.params), trainingParams) as ParamSpecs;
}

/** The settings of training itself. */
export const trainingParams = {
  epochs: {
    kind: 'integer',
    label: 'Epochs',
    help: 'How many times every training example is seen.',
    default: 100,
    min: 1,
    max: 100_000,
    scale: 'log',
  },
  batchSize: {
    kind: 'integer',
    label: 'Batch size',
    help: 'Examples whose distances to each other make one step.',
    default: 50,
    min: 2,
    max: 2048,
    scale: 'log',
  },
  satisfiedEpochs: {
    kind: 'integer',
    label: 'Stop when satisfied',
    help: 'Stop early after this many epochs in a row in which no pair or triplet was active (0: never).',
    default: 0,
    min: 0,
    max: 100_000,
  },
} as const satisfies Record<string, ParamSpec>;

function entryOf<T extends { id: string }>(kind: string, registry: readonly T[], id: string): T {
  const found = registry.find((entry) => entry.id === id);
  if (found) return found;
  throw new WorkbenchError(
    'bad-input',
    `There is no ${kind} "${id}".`,
    `Choose one of: ${registry.map((entry) => entry.id).join(', ')}.`,
  );
}
