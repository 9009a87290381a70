import type { Inputs } from '../inputs';
import { compute, type Tensor2D, type Tf } from '../tensors';

/** What Gram space needs of the inputs: K = X·X_trainᵀ [rows, trained on] and Z0 = X·P0 [rows, columns]. */
export type GramMatrix = { gram: Tensor2D; projected: Float32Array };

export const blockRows = 2048;

/** Computes both, block by block, so that the inputs never stand in memory whole. The caller disposes of `gram`. */
export function gramMatrix(
  tf: Tf,
  inputs: Inputs,
  trainCount: number,
  initial: Float32Array,
  columns: number,
): GramMatrix {
  const projected = new Float32Array(inputs.count * columns);
  const gram = tf.tidy(() => {
    const train = tf.tensor2d(inputs.block(0, trainCount), [trainCount, inputs.size]);
    const layer = tf.tensor2d(initial, [inputs.size, columns]);
    const parts: Tensor2D[] = [];
    for (let from = 0; from < inputs.count; from += blockRows) {
      const to = Math.min(inputs.count, from + blockRows);
      const block = tf.tensor2d(inputs.block(from, to), [to - from, inputs.size]);
      projected.set(
        compute(tf, () => tf.matMul(block, layer)),
        from * columns,
      );
      parts.push(tf.matMul(block, train, false, true));
      block.dispose();
    }
    return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
  });
  return { gram, projected };
}

/**
 * The same for the inputs in another order, the first `trainCount` of it trained on: `order` names rows of the whole, all of
 * which were trained on there. A fold costs a copy instead of products through the inputs.
 */
export function gramOfRows(
  tf: Tf,
  whole: GramMatrix,
  columns: number,
  order: Int32Array,
  trainCount: number,
): GramMatrix {
  const gram = tf.tidy(() => {
    const rows = tf.gather(whole.gram, tf.tensor1d(order, 'int32'));
    return tf.gather(rows, tf.tensor1d(order.slice(0, trainCount), 'int32'), 1);
  });
  const projected = new Float32Array(order.length * columns);
  order.forEach((row, place) =>
    projected.set(whole.projected.subarray(row * columns, (row + 1) * columns), place * columns),
  );
  return { gram, projected };
}
