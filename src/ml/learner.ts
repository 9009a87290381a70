import type { ParamValues } from '@shared/params';
import type { TrainingPath } from '@shared/run';
import type { Inputs } from './inputs';
import type { StepTally } from './losses/loss';
import type { Parts } from './parts';
import { createStack } from './stack';
import type { Tf, Weights } from './tensors';

/** An embedding while it is trained. */
export type Learner = {
  /** One step on the named training rows; returns the loss before it. The tally is reused by the next step. */
  step(rows: Int32Array): StepTally;
  /** Embeds rows `from` to `to` of all inputs → [to − from, outputSize]. */
  transform(from: number, to: number): Float32Array;
  outputSize: number;
  /** Copies of the weights as they are now. */
  weights(): Weights;
  /** Everything that steps have changed, flat, and the number of steps; a learner made alike goes on from it bit for bit. */
  state(): { arrays: Weights; steps: number };
  restore(state: { arrays: Weights; steps: number }): void;
  dispose(): void;
};

export type LearnerOptions = {
  tf: Tf;
  parts: Parts;
  params: ParamValues;
  /** All examples; the first `labels.length` are trained on. */
  inputs: Inputs;
  /** Class indices of the training examples. */
  labels: Int32Array;
  initial: Weights;
  path: TrainingPath;
};

/** A stack of one, or, without a loss, an embedding that stays as it is. */
export function createLearner(options: LearnerOptions): Learner {
  const { tf, parts, params, inputs, labels, initial, path } = options;
  const outputSize = parts.embedding.outputSize(inputs.size, params);
  const { training } = parts;
  if (!training || path === 'none') return untrained(inputs, outputSize);
  const stack = createStack({
    tf,
    parts: { ...parts, training },
    variants: [params],
    inputs,
    labels,
    initial,
    path,
  });
  return { ...stack, step: (rows) => stack.step(rows)[0]!, weights: () => stack.weights(0), outputSize };
}

function untrained(inputs: Inputs, outputSize: number): Learner {
  return {
    step: () => ({ loss: 0, active: 0, possible: 0 }),
    transform: (from, to) => inputs.block(from, to),
    outputSize,
    weights: () => ({}),
    state: () => ({ arrays: {}, steps: 0 }),
    restore: () => undefined,
    dispose: () => undefined,
  };
}
