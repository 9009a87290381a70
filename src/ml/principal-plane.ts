import { centred } from './centred';
import { createRandom } from './random';

const iterations = 60;

/**
 * Positions [rows, 2] of z [rows, size] on their two principal axes, without ever forming the covariance (rows of raw pixels are
 * long): power iteration on Xᵀ·X·v. Each axis points towards the mean of the first row's class, as `principalPositions` has it.
 */
export function principalPlane(
  z: Float32Array,
  rows: number,
  size: number,
  labels: ArrayLike<number>,
): Float32Array {
  const x = centred(z, rows, size);
  const positions = new Float32Array(rows * 2);
  const axes: Float64Array[] = [];
  for (let index = 0; index < Math.min(2, size); index++) {
    const axis = axisOf(x, rows, size, axes);
    axes.push(axis);
    const along = times(x, rows, size, axis);
    let first = 0;
    for (let row = 0; row < rows; row++) if (labels[row] === labels[0]) first += along[row]!;
    for (let row = 0; row < rows; row++) positions[row * 2 + index] = first < 0 ? -along[row]! : along[row]!;
  }
  return positions;
}

function axisOf(x: Float32Array, rows: number, size: number, before: readonly Float64Array[]): Float64Array {
  const random = createRandom(0, `principal-plane/${before.length}`);
  let axis: Float64Array = Float64Array.from({ length: size }, () => random.normal());
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = transposedTimes(x, rows, size, times(x, rows, size, axis));
    for (const other of before) {
      const along = dot(next, other);
      for (let at = 0; at < size; at++) next[at]! -= along * other[at]!;
    }
    const length = Math.sqrt(dot(next, next));
    if (!(length > 0)) break;
    for (let at = 0; at < size; at++) next[at]! /= length;
    const turned = 1 - Math.abs(dot(next, axis));
    axis = next;
    if (iteration > 0 && turned < 1e-9) break;
  }
  return axis;
}

function times(x: Float32Array, rows: number, size: number, v: Float64Array): Float64Array {
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += x[row * size + at]! * v[at]!;
    result[row] = sum;
  }
  return result;
}

function transposedTimes(x: Float32Array, rows: number, size: number, u: Float64Array): Float64Array {
  const result = new Float64Array(size);
  for (let row = 0; row < rows; row++) {
    const weight = u[row]!;
    for (let at = 0; at < size; at++) result[at]! += weight * x[row * size + at]!;
  }
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
