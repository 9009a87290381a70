import type { ParamValues } from '@shared/params';
import { plainAlgebra, type Algebra, type Batch, type Multiply } from './algebra';
import { directLayer } from './first-layers/direct';
import type { FirstLayer } from './first-layers/first-layer';
import { gramLayer } from './first-layers/gram';
import type { GramMatrix } from './first-layers/gram-matrix';
import type { Inputs } from './inputs';
import type { StepTally } from './losses/loss';
import type { Parts, Training } from './parts';
import { simdAlgebra } from './simd/algebra';
import { compute, type Tf, type Weights } from './tensors';

/**
 * Embeddings that are trained side by side on the same batches from the same initial weights, and differ in the settings of
 * their loss only: one product serves all. A single run is a stack of one.
 */
export type Stack = {
  /** One step of every copy on the named training rows; returns the losses before it. Reused by the next step. */
  step(rows: Int32Array): readonly StepTally[];
  /** Embeds rows `from` to `to` of all inputs → [copies, to − from, outputSize]. */
  transform(from: number, to: number): Float32Array;
  /** Copies of one embedding's weights as they are now. */
  weights(copy: number): Weights;
  /** Everything that steps have changed, flat; a stack made alike goes on from it bit for bit. */
  state(): { arrays: Weights; steps: number };
  restore(state: { arrays: Weights; steps: number }): void;
  dispose(): void;
};

export type StackOptions = {
  tf: Tf;
  parts: Parts & { training: Training };
  /** Settings of each copy: all alike but for those of the loss. */
  variants: readonly ParamValues[];
  /** All examples; the first `labels.length` are trained on. */
  inputs: Inputs;
  /** Class indices of the training examples. */
  labels: Int32Array;
  initial: Weights;
  path: 'gram' | 'direct';
  /** K and Z0 when they are known already (Gram space). */
  gram?: GramMatrix | undefined;
};

/** Puts embedding, loss and optimizer together; nothing is computed but what the path prepares. */
export function createStack(options: StackOptions): Stack {
  const { tf, parts, variants, inputs, labels, initial } = options;
  const params = variants[0]!;
  const copies = variants.length;
  const { loss } = parts.training;
  const firstName = parts.embedding.firstLayer!;
  const outputSize = parts.embedding.outputSize(inputs.size, params);
  const products = plainAlgebra(multiplyWith(tf, copies), copies);
  const algebra = algebraOf(options, products);
  const first = firstLayerOf(options, firstName, algebra, products);
  const own = headWeightsOf(initial, firstName, parts.training, params, copies, algebra.keep);
  const head = parts.embedding.head(own.weights, params, algebra);
  const scorer = parts.embedding.head(own.weights, params, products);
  const tallies: StepTally[] = variants.map(() => ({ loss: 0, active: 0, possible: 0 }));
  let batch: Batch = { labels: new Int32Array(0), variants, tallies };
  let steps = 0;

  return {
    step(rows) {
      const size = rows.length;
      if (batch.labels.length !== size) batch = { ...batch, labels: new Int32Array(size) };
      for (let place = 0; place < size; place++) batch.labels[place] = labels[rows[place]!]!;
      algebra.begin();
      const z = head.forward(first.forward(rows), size);
      const slopes = algebra.slopes(loss, algebra.squaredDistances(z, size, outputSize), batch);
      const pull = algebra.laplacians(slopes, size);
      const back = head.backward(algebra.product(pull, [size, size], z, [size, outputSize]), size);
      steps++;
      first.update(rows, back.input, steps);
      own.update(back.weights, steps);
      return tallies;
    },
    transform: (from, to) => scorer.forward(first.project(from, to), to - from).slice(),
    weights: (copy) => ({ [firstName]: first.weight(copy), ...own.ofCopy(copy) }),
    state: () => ({ arrays: { ...prefixed('first.', first.state()), ...own.state() }, steps }),
    restore(state) {
      steps = state.steps;
      first.restore(withoutPrefix('first.', state.arrays));
      own.restore(state.arrays);
    },
    dispose: () => first.dispose(),
  };
}

function firstLayerOf(options: StackOptions, name: string, algebra: Algebra, products: Algebra): FirstLayer {
  const { tf, parts, variants, inputs, labels, initial, path, gram } = options;
  const params = variants[0]!;
  const [, columns] = parts.embedding.shapes(inputs.size, params)[name]!;
  const layer = {
    tf,
    inputs,
    trainCount: labels.length,
    initial: initial[name]!,
    columns,
    copies: variants.length,
    algebra,
    scoring: products,
    optimizer: parts.training.optimizer,
    params,
  };
  return path === 'gram' ? gramLayer(layer, gram) : directLayer(layer);
}

/** SIMD where a step's products are small, so that calls into the engine would cost more than they do. */
function algebraOf({ parts, variants, inputs, labels, initial }: StackOptions, products: Algebra): Algebra {
  const params = variants[0]!;
  const rows = Math.min(params.batchSize ?? Infinity, labels.length);
  const [, columns] = parts.embedding.shapes(inputs.size, params)[parts.embedding.firstLayer!]!;
  const outputSize = parts.embedding.outputSize(inputs.size, params);
  if (rows * Math.max(rows, columns, outputSize) > mostSimdEntries) return products;
  const headSize = Object.entries(initial).reduce(
    (sum, [name, values]) => sum + (name === parts.embedding.firstLayer ? 0 : values.length),
    0,
  );
  const floats = 8 * headSize + 16 * rows * (columns + outputSize + rows) + 4096;
  return simdAlgebra(variants.length, variants.length * floats);
}

/** Above it, the engine's wider registers pay for its calls: 128 rows of 256 hidden units. */
export const mostSimdEntries = 2 ** 15;

/** The weights after the first layer, [copies, …] each, with their optimizer's state. */
function headWeightsOf(
  initial: Weights,
  firstName: string,
  { optimizer }: Training,
  params: ParamValues,
  copies: number,
  keep: (length: number) => Float32Array,
) {
  const names = Object.keys(initial).filter((name) => name !== firstName);
  const weights: Weights = Object.fromEntries(
    names.map((name) => [name, repeated(initial[name]!, copies, keep)]),
  );
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
    ofCopy: (copy: number): Weights =>
      Object.fromEntries(
        names.map((name) => {
          const length = initial[name]!.length;
          return [name, weights[name]!.slice(copy * length, (copy + 1) * length)];
        }),
      ),
    update(gradients: Weights, step: number) {
      for (const name of names)
        optimizer.update(weights[name]!, gradients[name]!, slots[name]!, params, step);
    },
    state: (): Weights => Object.fromEntries(arrays().map(([name, values]) => [name, values.slice()])),
    restore(state: Weights) {
      for (const [name, values] of arrays()) values.set(state[name]!);
    },
  };
}

function repeated(
  values: Float32Array,
  copies: number,
  keep: (length: number) => Float32Array,
): Float32Array {
  const all = keep(values.length * copies);
  for (let copy = 0; copy < copies; copy++) all.set(values, copy * values.length);
  return all;
}

function multiplyWith(tf: Tf, copies: number): Multiply {
  if (copies === 1) {
    return (left, leftShape, right, rightShape, transposeLeft = false, transposeRight = false) =>
      compute(tf, () => {
        const a = tf.tensor2d(left, [...leftShape]);
        return tf.matMul(a, tf.tensor2d(right, [...rightShape]), transposeLeft, transposeRight);
      });
  }
  return (left, leftShape, right, rightShape, transposeLeft = false, transposeRight = false) =>
    compute(tf, () => {
      const a = tf.tensor3d(left, [copies, ...leftShape]);
      return tf.matMul(a, tf.tensor3d(right, [copies, ...rightShape]), transposeLeft, transposeRight);
    });
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
