import { createRequire } from 'node:module';
import { beforeAll, expect, it } from 'vitest';
import { diagnose, spreadRows } from './diagnostics';
import { principalPositions } from './principal-axes';
import { createRandom } from './random';
import type { Tf } from './tensors';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;

beforeAll(() => tf.setBackend('cpu'));

const rows = 40;
const size = 5;
const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);
const random = createRandom(7, 'diagnostics');
const z = Float32Array.from(
  { length: rows * size },
  (_, at) => random.normal() + (labels[Math.floor(at / size)] ?? 0),
);

function distance(a: number, b: number): number {
  let sum = 0;
  for (let column = 0; column < size; column++) sum += (z[a * size + column]! - z[b * size + column]!) ** 2;
  return sum;
}

it('counts every pair once, in the bin of its distance or the last one', () => {
  const { sameClass, differentClass } = diagnose(tf, z, size, labels);
  const bins = sameClass.counts.length;
  const same = Array.from({ length: bins }, () => 0);
  const different = same.slice();
  for (let a = 0; a < rows; a++) {
    for (let b = a + 1; b < rows; b++) {
      const bin = Math.min(bins - 1, Math.floor((distance(a, b) / sameClass.max) * bins));
      if (labels[a] === labels[b]) same[bin]!++;
      else different[bin]!++;
    }
  }
  expect(sameClass.max).toBe(differentClass.max);
  expect(sum(sameClass.counts) + sum(differentClass.counts)).toBe((rows * (rows - 1)) / 2);
  // A distance on the edge of a bin may fall to either side in float32.
  expect(difference(sameClass.counts, same)).toBeLessThanOrEqual(2);
  expect(difference(differentClass.counts, different)).toBeLessThanOrEqual(2);
});

it('does not let an outlier squeeze the rest', () => {
  const many = Float32Array.from({ length: 400 * size }, (_, at) => z[at % z.length]!);
  many.fill(1e3, 0, size);
  const manyLabels = Int32Array.from({ length: 400 }, (_, row) => row % 3);
  expect(diagnose(tf, many, size, manyLabels).differentClass.max).toBeLessThan(1e3);
});

it('tells the mean length and how many directions are used', () => {
  const { meanNorm, effectiveRank } = diagnose(tf, z, size, labels);
  const lengths = Array.from({ length: rows }, (_, row) =>
    Math.hypot(...z.subarray(row * size, (row + 1) * size)),
  );
  expect(meanNorm).toBeCloseTo(sum(lengths) / rows, 4);
  expect(effectiveRank).toBeGreaterThan(1);
  expect(effectiveRank).toBeLessThanOrEqual(size);
  const line = Float32Array.from(
    { length: rows * size },
    (_, at) => Math.floor(at / size) * ((at % size) + 1),
  );
  expect(diagnose(tf, line, size, labels).effectiveRank).toBeCloseTo(1, 4);
});

it('counts directions alike when rows are longer than there are many of them', () => {
  const wide = rows + 3;
  const padded = new Float32Array(rows * wide);
  for (let row = 0; row < rows; row++) padded.set(z.subarray(row * size, (row + 1) * size), row * wide);
  const [narrow, long] = [diagnose(tf, z, size, labels), diagnose(tf, padded, wide, labels)];
  expect(long.effectiveRank).toBeCloseTo(narrow.effectiveRank, 4);
});

it('places rows by the two directions of largest variance', () => {
  const flat = Float32Array.from({ length: rows * size }, (_, at) => {
    const row = Math.floor(at / size);
    return at % size === 1 ? 10 * Math.sin(row) : at % size === 3 ? 3 * Math.cos(2.3 * row) : 0;
  });
  const positions = principalPositions(tf, flat, size, labels);
  const variance = (axis: number) => {
    const values = Array.from({ length: rows }, (_, row) => positions[row * 2 + axis]!);
    const mean = sum(values) / rows;
    return sum(values.map((value) => (value - mean) ** 2)) / rows;
  };
  const total = [1, 3].map((column) => {
    const values = Array.from({ length: rows }, (_, row) => flat[row * size + column]!);
    const mean = sum(values) / rows;
    return sum(values.map((value) => (value - mean) ** 2)) / rows;
  });
  expect(variance(0)).toBeGreaterThan(variance(1));
  expect(variance(0) + variance(1)).toBeCloseTo(sum(total), 2);
});

it('spreads the rows it keeps over all of them', () => {
  expect(Array.from(spreadRows(10, 5))).toEqual([0, 2, 4, 6, 8]);
  expect(Array.from(spreadRows(3, 5))).toEqual([0, 1, 2]);
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function difference(a: readonly number[], b: readonly number[]): number {
  return sum(a.map((value, at) => Math.abs(value - b[at]!)));
}
