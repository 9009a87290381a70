import { centred } from './centred';
import { strongest, type Precision } from './strongest-axes';
import { compute, type Tf } from './tensors';

/** Good enough to draw by. */
const precision: Precision = { iterations: 60, stillness: 1e-8 };

/**
 * Positions of rows z [labels.length, size] on their two principal axes → [rows, 2], by power iteration on the covariance. Each
 * axis points towards the mean of the first class, so that a scatter does not flip from one epoch to the next.
 */
export function principalPositions(tf: Tf, z: Float32Array, size: number, labels: Int32Array): Float32Array {
  const rows = labels.length;
  const x = tf.tensor2d(centred(z, rows, size), [rows, size]);
  const covariance = Float64Array.from(compute(tf, () => tf.matMul(x, x, true, false)));
  const axes: Float64Array[] = [];
  for (let index = 0; index < Math.min(2, size); index++) {
    const axis = strongest(covariance, size, axes, precision);
    if (axis) axes.push(axis);
  }
  const sides = Float32Array.from({ length: 2 * size }, (_, at) => axes[at % 2]?.[Math.floor(at / 2)] ?? 0);
  const positions = compute(tf, () => tf.matMul(x, tf.tensor2d(sides, [size, 2])));
  x.dispose();
  for (let index = 0; index < 2; index++) {
    let first = 0;
    for (let row = 0; row < rows; row++) if (labels[row] === labels[0]) first += positions[row * 2 + index]!;
    if (first < 0) for (let at = index; at < positions.length; at += 2) positions[at] = -positions[at]!;
  }
  return positions;
}
