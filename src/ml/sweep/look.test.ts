import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { nearestSearch } from '../evaluate';
import { createRandom } from '../random';
import type { Tf } from '../tensors';
import { lookAt } from './look';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;

beforeAll(() => tf.setBackend('cpu'));

test('a look is what loops over all pairs find', () => {
  const [trained, held, size] = [30, 7, 3];
  const random = createRandom(5, 'look');
  const z = Float32Array.from({ length: (trained + held) * size }, () => random.uniform());
  const labels = Int32Array.from({ length: 100 }, (_, row) => row % 4);
  const trainRows = Int32Array.from({ length: trained }, (_, at) => at * 2);
  const heldOutRows = Int32Array.from({ length: held }, (_, at) => at * 2 + 1);
  const search = nearestSearch(tf, z.slice(0, trained * size), size);
  const rowsOf = (from: number, to: number) => z.subarray(from * size, to * size);
  const nearest = search.nearestOf(rowsOf, trained, trained + held, 15);
  const look = lookAt({ tf, z, size, labels, trainRows, heldOutRows, nearest });
  search.dispose();

  const between = (a: number, b: number) =>
    Array.from({ length: size }, (_, at) => (z[a * size + at]! - z[b * size + at]!) ** 2).reduce(
      (sum, square) => sum + square,
      0,
    );
  expect(look.queries).toEqual([...heldOutRows]);
  look.queries.forEach((_, query) => {
    const order = Array.from({ length: trained }, (_row, at) => at).sort(
      (a, b) => between(trained + query, a) - between(trained + query, b),
    );
    expect(look.neighbours.slice(query * 12, query * 12 + 12)).toEqual(
      order.slice(0, 12).map((at) => trainRows[at]),
    );
    expect(look.distances[query * 12]).toBeCloseTo(between(trained + query, order[0]!), 3);
  });
  const counted = { same: 0, different: 0 };
  for (let a = 0; a < trained; a++)
    for (let b = a + 1; b < trained; b++)
      counted[labels[trainRows[a]!] === labels[trainRows[b]!] ? 'same' : 'different']++;
  const sum = (counts: readonly number[]) => counts.reduce((so, count) => so + count, 0);
  expect(sum(look.sameClass.counts)).toBe(counted.same);
  expect(sum(look.differentClass.counts)).toBe(counted.different);
});
