import type { ParamValues } from '@shared/params';
import type { TrainingPath } from '@shared/run';
import type { Multiply } from './embeddings/embedding';
import { directLayer } from './first-layers/direct';
import { gramLayer } from './first-layers/gram';
import type { Inputs } from './inputs';
import { embeddingGradient, squaredDistances } from './kernels/pairs';
import type { StepTally } from './losses/loss';
import type { Parts, Training } from './parts';
import { compute, type Tf, type Weights } from './tensors';

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

/** Puts embedding, loss and optimizer together; nothing is computed but what the path prepares. */
export function createLearner(options: LearnerOptions): Learner {
  const { parts, params, inputs } = options;
  const outputSize = parts.embedding.outputSize(inputs.size, params);
  if (!parts.training || !parts.embedding.firstLayer) return untrained(inputs, outputSize);
  return trained(options, parts.training, parts.embedding.firstLayer, outputSize);
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

function trained(
  options: LearnerOptions,
  training: Training,
  firstName: string,
  outputSize: number,
): Learner {
  const { tf, parts, params, inputs, labels, initial } = options;
  const { loss, optimizer } = training;
  const [, columns] = parts.embedding.shapes(inputs.size, params)[firstName]!;
  const first = (options.path === 'gram' ? gramLayer : directLayer)({
    tf,
    inputs,
    trainCount: labels.length,
    initial: initial[firstName]!,
    columns,
    optimizer,
    params,
  });
  const own = headWeightsOf(initial, firstName, training, params);
  const head = parts.embedding.head(own.weights, params, multiplyWith(tf));
  const tally: StepTally = { loss: 0, active: 0, possible: 0 };
  let buffers = buffersFor(0, outputSize);
  let steps = 0;

  return {
    step(rows) {
      const size = rows.length;
      if (buffers.size !== size) buffers = buffersFor(size, outputSize);
      const z = head.forward(first.forward(rows), size);
      squaredDistances(z, size, outputSize, buffers.distances);
      rows.forEach((row, place) => (buffers.labels[place] = labels[row]!));
      loss.kernel(buffers.distances, buffers.labels, buffers.slopes, params, tally);
      embeddingGradient(z, buffers.slopes, size, outputSize, buffers.gradient);
      const back = head.backward(buffers.gradient, size);
      steps++;
      first.update(rows, back.input, steps);
      own.update(back.weights, steps);
      return tally;
    },
    transform: (from, to) => head.forward(first.project(from, to), to - from).slice(),
    outputSize,
    weights: () => ({ [firstName]: first.weight(), ...copies(own.weights) }),
    state: () => ({ arrays: { ...prefixed('first.', first.state()), ...own.state() }, steps }),
    restore(state) {
      steps = state.steps;
      first.restore(withoutPrefix('first.', state.arrays));
      own.restore(state.arrays);
    },
    dispose: () => first.dispose(),
  };
}

/** The weights after the first layer, with their optimizer's state. */
function headWeightsOf(initial: Weights, firstName: string, { optimizer }: Training, params: ParamValues) {
  const names = Object.keys(initial).filter((name) => name !== firstName);
  const weights: Weights = Object.fromEntries(names.map((name) => [name, initial[name]!.slice()]));
  const slots = Object.fromEntries(
    names.map((name) => [
      name,
      Array.from({ length: optimizer.slots }, () => new Float32Array(weights[name]!.length)),
    ]),
  );
  const arrays = (): [string, Float32Array][] =>
    names.flatMap((name) => [
      [`head.${name}`, weights[name]!],
      ...slots[name]!.map((slot, index): [string, Float32Array] => [`head.${name}.slot${index}`, slot]),
    ]);
  return {
    weights,
    update(gradients: Weights, step: number) {
      for (const name of names)
        optimizer.update(weights[name]!, gradients[name]!, slots[name]!, params, step);
    },
    state: (): Weights => copies(Object.fromEntries(arrays())),
    restore(state: Weights) {
      for (const [name, values] of arrays()) values.set(state[name]!);
    },
  };
}

function buffersFor(size: number, outputSize: number) {
  return {
    size,
    distances: new Float32Array(size * size),
    slopes: new Float32Array(size * size),
    labels: new Int32Array(size),
    gradient: new Float32Array(size * outputSize),
  };
}

function multiplyWith(tf: Tf): Multiply {
  return (left, leftShape, right, rightShape, transposeLeft = false, transposeRight = false) =>
    compute(tf, () => {
      const a = tf.tensor2d(left, [...leftShape]);
      const b = tf.tensor2d(right, [...rightShape]);
      return tf.matMul(a, b, transposeLeft, transposeRight);
    });
}

function copies(weights: Weights): Weights {
  return Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, values.slice()]));
}

function prefixed(prefix: string, arrays: Weights): Weights {
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [prefix + name, values]));
}

function withoutPrefix(prefix: string, arrays: Weights): Weights {
  return Object.fromEntries(
    Object.entries(arrays)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, values]) => [name.slice(prefix.length), values]),
  );
}
