import type { Inputs } from '../inputs';
import { compute, type Tensor2D, type Tf, type Weights } from '../tensors';
import type { FirstLayer, FirstLayerOptions } from './first-layer';

/**
 * Keeps P as coordinates (A, c) with P = c·P0 + Xᵀ·A, X being the training inputs: every gradient of the layer is
 * Xᵀ·G with G non-zero in the batch's rows only, so a step needs no product through the inputs. With K = X_all·Xᵀ and
 * Z0 = X_all·P0, computed once, u = c·Z0 + K·A. Exact up to rounding for optimizers that are linear.
 */
export function gramLayer(options: FirstLayerOptions): FirstLayer {
  const { tf, inputs, trainCount, columns } = options;
  const { gram, projected } = prepare(options);
  const own = coordinatesOf(options);
  const { A } = own;

  /** c·Z0 + (rows of K)·A. */
  const finish = (rowsOfGram: () => Tensor2D, rowOf: (place: number) => number) => {
    const u = compute(tf, () => tf.matMul(rowsOfGram(), tf.tensor2d(A, [trainCount, columns])));
    const scale = own.scale();
    for (let place = 0, at = 0; at < u.length; place++) {
      const base = rowOf(place) * columns;
      for (let column = 0; column < columns; column++, at++) u[at]! += scale * projected[base + column]!;
    }
    return u;
  };

  return {
    forward: (rows) =>
      finish(
        () => tf.gather(gram, tf.tensor1d(rows, 'int32')),
        (place) => rows[place]!,
      ),
    update: own.update,
    project: (from, to) =>
      finish(
        () => tf.slice(gram, [from, 0], [to - from, trainCount]),
        (place) => from + place,
      ),
    weight: () => combine(tf, inputs, trainCount, A, own.scale(), options.initial, columns),
    state: own.state,
    restore: own.restore,
    dispose: () => gram.dispose(),
  };
}

/** (A, c) as one array, so that any linear optimizer moves both alike; c is the last entry, and its gradient always 0. */
function coordinatesOf({ trainCount, columns, optimizer, params }: FirstLayerOptions) {
  const length = trainCount * columns;
  const coordinates = new Float32Array(length + 1);
  coordinates[length] = 1;
  const sparse = optimizer.sparse(params);
  const slots = Array.from({ length: sparse ? 0 : optimizer.slots }, () => new Float32Array(length + 1));
  const spread = new Float32Array(sparse ? 0 : length + 1);
  const rowOf = (values: Float32Array, row: number) => values.subarray(row * columns, (row + 1) * columns);
  return {
    A: coordinates.subarray(0, length),
    scale: () => coordinates[length]!,
    update(rows: Int32Array, gradient: Float32Array, step: number) {
      if (sparse) {
        rows.forEach((row, place) =>
          optimizer.update(rowOf(coordinates, row), rowOf(gradient, place), slots, params, step),
        );
        return;
      }
      spread.fill(0);
      rows.forEach((row, place) => spread.set(rowOf(gradient, place), row * columns));
      optimizer.update(coordinates, spread, slots, params, step);
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

const blockRows = 2048;

/** K [all, train] as a tensor and X_all·P0 [all, columns], block by block so that the inputs never stand in memory whole. */
function prepare({ tf, inputs, trainCount, initial, columns }: FirstLayerOptions) {
  const projected = new Float32Array(inputs.count * columns);
  const gram = tf.tidy(() => {
    const train = tf.tensor2d(inputs.block(0, trainCount), [trainCount, inputs.size]);
    const layer = tf.tensor2d(initial, [inputs.size, columns]);
    const parts: Tensor2D[] = [];
    for (let from = 0; from < inputs.count; from += blockRows) {
      const to = Math.min(inputs.count, from + blockRows);
      tf.tidy(() => {
        const block = tf.tensor2d(inputs.block(from, to), [to - from, inputs.size]);
        projected.set(tf.matMul(block, layer).dataSync(), from * columns);
        parts.push(tf.keep(tf.matMul(block, train, false, true)));
      });
    }
    if (parts.length === 1) return parts[0]!;
    const whole = tf.concat(parts, 0);
    parts.forEach((part) => part.dispose());
    return whole;
  });
  return { gram, projected };
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
