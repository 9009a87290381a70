import type { Algebra } from '../algebra';
import type { Inputs } from '../inputs';
import { compute, type Tensor2D, type Tf, type Weights } from '../tensors';
import type { FirstLayer, FirstLayerOptions } from './first-layer';
import { blockRows, gramMatrix, type GramMatrix } from './gram-matrix';

/**
 * Keeps P as coordinates (A, c) with P = c·P0 + Xᵀ·A, X being the training inputs: every gradient of the layer is
 * Xᵀ·G with G non-zero in the batch's rows only, so a step needs no product through the inputs. With K = X_all·Xᵀ and
 * Z0 = X_all·P0, computed once, u = c·Z0 + K·A. Exact up to rounding for optimizers that are linear. Copies stand side by
 * side in A [train, copies, columns], so that one product serves all of them.
 */
export function gramLayer(
  options: FirstLayerOptions,
  { gram, projected }: GramMatrix = gramMatrixOf(options),
): FirstLayer {
  const { tf, inputs, trainCount, columns, copies } = options;
  const own = coordinatesOf(options);
  const gatherBase = gathering(projected, columns);
  const gatherGram = gathering(gram, trainCount);

  /** c·Z0 + (rows of K)·A → [copies, rows, columns]. */
  const finish = (algebra: Algebra, rowsOfGram: Float32Array, base: Float32Array) => {
    const rows = base.length / columns;
    const product = compute(tf, () =>
      tf.matMul(
        tf.tensor2d(rowsOfGram, [rows, trainCount]),
        tf.tensor2d(own.A, [trainCount, copies * columns]),
      ),
    );
    return algebra.joined(product, base, own.scales, rows);
  };

  return {
    forward: (rows) => finish(options.algebra, gatherGram(rows), gatherBase(rows)),
    update: own.update,
    project: (from, to) =>
      finish(
        options.scoring,
        gram.subarray(from * trainCount, to * trainCount),
        projected.subarray(from * columns, to * columns),
      ),
    weight: (copy) =>
      combine(tf, inputs, trainCount, own.ofCopy(copy), own.scales[copy]!, options.initial, columns),
    state: own.state,
    restore: own.restore,
    dispose: () => undefined,
  };
}

/** Copies of the named rows of `values` [any, width]; the array is reused by the next call with as many rows. */
function gathering(values: Float32Array, width: number): (rows: Int32Array) => Float32Array {
  let gathered = new Float32Array(0);
  return (rows) => {
    if (gathered.length !== rows.length * width) gathered = new Float32Array(rows.length * width);
    for (let place = 0; place < rows.length; place++) {
      const from = rows[place]! * width;
      gathered.set(values.subarray(from, from + width), place * width);
    }
    return gathered;
  };
}

function gramMatrixOf({ tf, inputs, trainCount, initial, columns }: FirstLayerOptions): GramMatrix {
  return gramMatrix(tf, inputs, trainCount, initial, columns);
}

/** (A, c) as one array, so that any linear optimizer moves both alike; each copy's c stands at the end, its gradient always 0. */
function coordinatesOf({ trainCount, columns, copies, optimizer, params }: FirstLayerOptions) {
  const width = copies * columns;
  const length = trainCount * width;
  const coordinates = new Float32Array(length + copies);
  coordinates.fill(1, length);
  const sparse = optimizer.sparse(params);
  const slots = Array.from(
    { length: sparse ? 0 : optimizer.slots },
    () => new Float32Array(coordinates.length),
  );
  const spread = new Float32Array(sparse ? 0 : coordinates.length);
  const A = coordinates.subarray(0, length);

  return {
    A,
    /** c of each copy. */
    scales: coordinates.subarray(length),
    /** A of one copy, [train, columns]. */
    ofCopy(copy: number) {
      const values = new Float32Array(trainCount * columns);
      for (let row = 0; row < trainCount; row++) {
        const from = row * width + copy * columns;
        values.set(A.subarray(from, from + columns), row * columns);
      }
      return values;
    },
    update(rows: Int32Array, gradient: Float32Array, step: number) {
      if (!sparse) spread.fill(0);
      for (let copy = 0, at = 0; copy < copies; copy++) {
        for (let place = 0; place < rows.length; place++, at += columns) {
          const target = rows[place]! * width + copy * columns;
          const part = gradient.subarray(at, at + columns);
          if (sparse) optimizer.update(A.subarray(target, target + columns), part, slots, params, step);
          else spread.set(part, target);
        }
      }
      if (!sparse) optimizer.update(coordinates, spread, slots, params, step);
    },
    state: (): Weights => ({
      coordinates: coordinates.slice(),
      ...Object.fromEntries(slots.map((slot, index) => [`slot${index}`, slot.slice()])),
    }),
    restore(state: Weights) {
      coordinates.set(state.coordinates!);
      slots.forEach((slot, index) => slot.set(state[`slot${index}`]!));
    },
  };
}

/** P = c·P0 + Xᵀ·A. */
function combine(
  tf: Tf,
  inputs: Inputs,
  trainCount: number,
  A: Float32Array,
  scale: number,
  initial: Float32Array,
  columns: number,
): Float32Array {
  return compute(tf, () => {
    let sum: Tensor2D = tf.mul(tf.tensor2d(initial, [inputs.size, columns]), scale);
    for (let from = 0; from < trainCount; from += blockRows) {
      const to = Math.min(trainCount, from + blockRows);
      const block = tf.tensor2d(inputs.block(from, to), [to - from, inputs.size]);
      const part = tf.tensor2d(A.subarray(from * columns, to * columns), [to - from, columns]);
      sum = tf.add(sum, tf.matMul(block, part, true, false));
    }
    return sum;
  });
}
