import type { Inputs } from '../inputs';
import { compute, type Tensor2D, type Tf } from '../tensors';

/** What Gram space needs of the inputs: K = X·X_trainᵀ [rows, trained on] and Z0 = X·P0 [rows, columns]. */
export type GramMatrix = { gram: Float32Array; projected: Float32Array };

export const blockRows = 2048;

/** Computes both, block by block, so that the inputs never stand in memory twice. */
export function gramMatrix(
  tf: Tf,
  inputs: Inputs,
  trainCount: number,
  initial: Float32Array,
  columns: number,
): GramMatrix {
  const projected = new Float32Array(inputs.count * columns);
  const gram = new Float32Array(inputs.count * trainCount);
  const train = tf.tensor2d(inputs.block(0, trainCount), [trainCount, inputs.size]);
  const layer = tf.tensor2d(initial, [inputs.size, columns]);
  const project = (block: Tensor2D, from: number) =>
    projected.set(
      compute(tf, () => tf.matMul(block, layer)),
      from * columns,
    );
  const rows = Math.min(blockRows, Math.max(1, Math.ceil(trainCount / symmetricBlocks)));
  for (let from = 0; from < trainCount; from += rows) {
    const block = tf.slice(train, [from, 0], [Math.min(rows, trainCount - from), inputs.size]);
    const rest = tf.slice(train, [from, 0], [trainCount - from, inputs.size]);
    project(block, from);
    const part = compute(tf, () => tf.matMul(block, rest, false, true));
    placeSymmetric(gram, part, trainCount, from);
    tf.dispose([block, rest]);
  }
  for (let from = trainCount; from < inputs.count; from += blockRows) {
    const to = Math.min(inputs.count, from + blockRows);
    const block = tf.tensor2d(inputs.block(from, to), [to - from, inputs.size]);
    project(block, from);
    const part = compute(tf, () => tf.matMul(block, train, false, true));
    gram.set(part, from * trainCount);
    block.dispose();
  }
  tf.dispose([train, layer]);
  return { gram, projected };
}

/** The training rows' part is symmetric: cut into so many blocks, little more than half of it is computed. */
const symmetricBlocks = 6;

/** Puts rows `from` … of K, columns `from` … (`part`, row-major), in their place and mirrors them. */
function placeSymmetric(values: Float32Array, part: Float32Array, count: number, from: number): void {
  const width = count - from;
  for (let at = 0, row = from; at < part.length; row++) {
    for (let column = from; column < count; column++, at++) {
      values[row * count + column] = part[at]!;
      if (column >= from + part.length / width) values[column * count + row] = part[at]!;
    }
  }
}

/**
 * The same for the inputs in another order, the first `trainCount` of it trained on: `order` names rows of the whole, all of
 * which were trained on there. A fold costs a copy instead of products through the inputs.
 */
export function gramOfRows(
  whole: GramMatrix,
  columns: number,
  order: Int32Array,
  trainCount: number,
): GramMatrix {
  const width = (whole.gram.length * columns) / whole.projected.length;
  const gram = new Float32Array(order.length * trainCount);
  const projected = new Float32Array(order.length * columns);
  order.forEach((row, place) => {
    const from = row * width;
    for (let at = 0; at < trainCount; at++) gram[place * trainCount + at] = whole.gram[from + order[at]!]!;
    projected.set(whole.projected.subarray(row * columns, (row + 1) * columns), place * columns);
  });
  return { gram, projected };
}
