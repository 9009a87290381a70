import { createRandom } from './random';
import { compute, type Tf } from './tensors';

/**
 * Positions of rows z [labels.length, size] on their two principal axes → [rows, 2], by power iteration on the covariance. Each
 * axis points towards the mean of the first class, so that a scatter does not flip from one epoch to the next.
 */
export function principalPositions(tf: Tf, z: Float32Array, size: number, labels: Int32Array): Float32Array {
  const rows = labels.length;
  const centred = centre(z, rows, size);
  const covariance = compute(tf, () => {
    const all = tf.tensor2d(centred, [rows, size]);
    return tf.matMul(all, all, true, false);
  });
  const axes: Float64Array[] = [];
  const positions = new Float32Array(rows * 2);
  for (let index = 0; index < Math.min(2, size); index++) {
    const axis = axisOf(covariance, size, axes);
    axes.push(axis);
    const along = Float64Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (let column = 0; column < size; column++) sum += centred[row * size + column]! * axis[column]!;
      return sum;
    });
    const first = along.reduce((sum, value, row) => (labels[row] === labels[0] ? sum + value : sum), 0);
    along.forEach((value, row) => (positions[row * 2 + index] = first < 0 ? -value : value));
  }
  return positions;
}

function centre(z: Float32Array, rows: number, size: number): Float32Array {
  const means = new Float64Array(size);
  for (let at = 0; at < z.length; at++) means[at % size]! += z[at]! / rows;
  return z.map((value, at) => value - means[at % size]!);
}

const iterations = 120;

/** The strongest direction that is orthogonal to the axes found before. */
function axisOf(covariance: Float32Array, size: number, before: readonly Float64Array[]): Float64Array {
  const random = createRandom(0, `principal-axes/${before.length}`);
  let axis = Float64Array.from({ length: size }, () => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = new Float64Array(size);
    for (let row = 0; row < size; row++) {
      let sum = 0;
      for (let column = 0; column < size; column++) sum += covariance[row * size + column]! * axis[column]!;
      next[row] = sum;
    }
    for (const other of before) {
      const along = dot(next, other);
      for (let at = 0; at < size; at++) next[at]! -= along * other[at]!;
    }
    const length = Math.sqrt(dot(next, next));
    if (!(length > 0)) break;
    axis = next.map((value) => value / length);
  }
  return axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
