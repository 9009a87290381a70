import type { Learner } from './learner';
import { createRandom } from './random';
import type { Sampler } from './samplers/sampler';

/** Where training stands: `epoch` epochs and `step` steps of the next one are done; the sums are of those steps. */
export type Position = {
  epoch: number;
  step: number;
  lossSum: number;
  active: number;
  possible: number;
  /** Epochs in a row in which nothing was active. */
  satisfied: number;
};

export const start: Position = { epoch: 0, step: 0, lossSum: 0, active: 0, possible: 0, satisfied: 0 };

export type FitEvent =
  /** After every step: a place where training can be left and taken up again. */
  | { type: 'step'; position: Position; steps: number }
  /** After every epoch (1 for the first): the mean of its batch losses. */
  | { type: 'epoch'; epoch: number; loss: number; activeShare: number | null }
  /** The loss is no longer finite; nothing follows. */
  | { type: 'diverged'; epoch: number; step: number };

export type FitPlan = {
  labels: Int32Array;
  sampler: Sampler;
  batchSize: number;
  epochs: number;
  /** Stop after so many epochs in a row in which nothing was active; never when 0 or absent. */
  satisfiedEpochs?: number;
  seed: number;
  from: Position;
};

/**
 * Trains step by step; whoever iterates decides on breaks, checkpoints and the end. The order of an epoch depends on the
 * seed and its number only, so a fit that goes on from a position is the same fit.
 */
export function* fit(learner: Learner, plan: FitPlan): Generator<FitEvent, void, void> {
  let position = plan.from;
  while (position.epoch < plan.epochs && !isSatisfied(position, plan)) {
    const random = createRandom(plan.seed, `order/${position.epoch}`);
    const batches = plan.sampler.batches(plan.labels, plan.batchSize, random);
    for (const rows of batches.slice(position.step)) {
      const { loss, active, possible } = learner.step(rows);
      if (!Number.isFinite(loss)) {
        yield { type: 'diverged', epoch: position.epoch + 1, step: position.step + 1 };
        return;
      }
      position = {
        epoch: position.epoch,
        step: position.step + 1,
        lossSum: position.lossSum + loss,
        active: position.active + active,
        possible: position.possible + possible,
        satisfied: position.satisfied,
      };
      if (position.step < batches.length) yield { type: 'step', position, steps: batches.length };
    }
    const { lossSum, active, possible } = position;
    const satisfied = possible > 0 && active === 0 ? position.satisfied + 1 : 0;
    position = { ...start, epoch: position.epoch + 1, satisfied };
    yield {
      type: 'epoch',
      epoch: position.epoch,
      loss: lossSum / batches.length,
      activeShare: possible > 0 ? active / possible : null,
    };
    yield { type: 'step', position, steps: batches.length };
  }
}

function isSatisfied({ satisfied }: Position, { satisfiedEpochs = 0 }: FitPlan): boolean {
  return satisfiedEpochs > 0 && satisfied >= satisfiedEpochs;
}
