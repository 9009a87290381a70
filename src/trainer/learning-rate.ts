import type { RunConfig, TrainingPath } from '@shared/run';
import type { FitPlan } from '@ml/fit';
import type { Inputs } from '@ml/inputs';
import type { Learner } from '@ml/learner';
import type { Parts } from '@ml/parts';
import { quadraticRateLimit, searchHoldingRate } from '@ml/stable-rate';
import type { Tf, Weights } from '@ml/tensors';

/** A run's data and recipe, to make learners of. */
export type Workshop = {
  tf: Tf;
  config: RunConfig;
  parts: Parts;
  inputs: Inputs;
  initial: Weights;
  path: TrainingPath;
  scoreEvery: number;
  plan: Omit<FitPlan, 'from'>;
  /** A fresh learner, with another learning rate than the config's when one is given. */
  make(learningRate?: number): Learner;
};

/** The rate that `auto` means: the largest that holds, from the config's own down; undefined when none does. */
export function foundRate(workshop: Workshop): number | undefined {
  const { learningRate } = workshop.config.params;
  return learningRate === undefined ? undefined : (holdingRate(workshop, learningRate) ?? undefined);
}

/**
 * The largest learning rate up to `from` that holds, or null. Exact (2/λmax, rounded down) where the loss is quadratic in the
 * weights; else the run is tried with `from`, half of it, and so on.
 */
export function holdingRate(workshop: Workshop, from: number): number | null {
  if (!isQuadratic(workshop)) return searchHoldingRate((rate) => workshop.make(rate), workshop.plan, from);
  const decay = workshop.config.params.weightDecay ?? 0;
  const limit = quadraticRateLimit(workshop.tf, workshop.inputs, workshop.plan, decay);
  return from < limit ? from : roundedDown(limit);
}

function isQuadratic({ config }: Workshop): boolean {
  const { loss, embedding, optimizer, params } = config;
  return loss === 'same-class' && embedding === 'linear' && optimizer === 'sgd' && params.momentum === 0;
}

/** Two significant digits, never above the value. */
function roundedDown(value: number): number {
  const scale = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / scale) * scale).toPrecision(2));
}
