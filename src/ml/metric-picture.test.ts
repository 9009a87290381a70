import { expect, test } from 'vitest';
import { metricPicture } from './metric-picture';
import { createRandom } from './random';

/** M = P·Pᵀ, the slow way. */
function matrixOf(P: Float32Array, size: number): number[][] {
  const rows = P.length / size;
  return Array.from({ length: rows }, (_, a) =>
    Array.from({ length: rows }, (_, b) => {
      let sum = 0;
      for (let at = 0; at < size; at++) sum += P[a * size + at]! * P[b * size + at]!;
      return sum;
    }),
  );
}

test('the diagonal is that of M, and every direction is an eigenvector of it, strongest first', () => {
  const [d, size] = [20, 5];
  const random = createRandom(2, 'picture');
  const P = Float32Array.from({ length: d * size }, (_, at) => random.normal() * (1 + (at % size)));
  const M = matrixOf(P, size);
  const { diagonal, directions } = metricPicture(P, size, 3);
  expect([...diagonal]).toEqual(M.map((row, at) => expect.closeTo(row[at]!, 3) as number));
  const trace = M.reduce((sum, row, at) => sum + row[at]!, 0);
  expect(directions).toHaveLength(3);
  for (const { share, pixels } of directions) {
    const image = M.map((row) => row.reduce((sum, value, at) => sum + value * pixels[at]!, 0));
    for (const [at, value] of image.entries()) expect(value).toBeCloseTo(share * trace * pixels[at]!, 2);
    expect(Math.max(...pixels)).toBeCloseTo(Math.max(...pixels.map(Math.abs)), 6);
  }
  const shares = directions.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
});

test('all directions together make up M', () => {
  const random = createRandom(5, 'picture');
  const P = Float32Array.from({ length: 12 * 4 }, () => random.normal());
  const { directions } = metricPicture(P, 4, 10);
  expect(directions).toHaveLength(4);
  expect(directions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 5);
});

test('a metric that looks at one pixel says so; a collapsed one has no directions', () => {
  const P = new Float32Array(6 * 2);
  P[4 * 2] = -3;
  const { diagonal, directions } = metricPicture(P, 2, 4);
  expect([...diagonal]).toEqual([0, 0, 0, 0, 9, 0]);
  expect(directions).toHaveLength(1);
  expect(directions[0]?.share).toBeCloseTo(1, 9);
  expect(directions[0]?.pixels.map(Math.abs)).toEqual(Float32Array.of(0, 0, 0, 0, 1, 0));
  expect(metricPicture(new Float32Array(8), 2, 4).directions).toEqual([]);
});
