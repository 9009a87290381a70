import { createRequire } from 'node:module';
import { beforeAll, expect, it } from 'vitest';
import { arrayInputs } from './inputs';
import { createRandom } from './random';
import { shuffle } from './samplers/shuffle';
import { quadraticRateLimit } from './stable-rate';
import type { Tf } from './tensors';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;

beforeAll(() => tf.setBackend('cpu'));

const rows = 12;
const size = 4;
const random = createRandom(3, 'rates');
const x = Float32Array.from({ length: rows * size }, () => random.normal());
const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
const plan = { labels, sampler: shuffle, batchSize: rows, epochs: 1, seed: 0 };

/** One step on all rows for one column p of P, written out pair by pair. */
function step(p: readonly number[], rate: number): number[] {
  const gradient = p.map(() => 0);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < rows; b++) {
      if (labels[a] !== labels[b]) continue;
      const difference = p.map((_, column) => x[a * size + column]! - x[b * size + column]!);
      const along = difference.reduce((sum, value, column) => sum + value * p[column]!, 0);
      difference.forEach((value, column) => (gradient[column]! += (2 * along * value) / rows ** 2));
    }
  }
  return p.map((value, column) => value - rate * gradient[column]!);
}

function lengthAfter(rate: number): number {
  let p: number[] = [1, -0.5, 0.25, 2];
  for (let count = 0; count < 400; count++) p = step(p, rate);
  return Math.hypot(...p);
}

it('is the rate at which gradient descent turns from shrinking to growing', () => {
  const limit = quadraticRateLimit(tf, arrayInputs(x, size), plan, 0);
  expect(lengthAfter(0.98 * limit)).toBeLessThan(1);
  expect(lengthAfter(1.02 * limit)).toBeGreaterThan(100);
});

it('takes weight decay into account', () => {
  const plain = quadraticRateLimit(tf, arrayInputs(x, size), plan, 0);
  const decayed = quadraticRateLimit(tf, arrayInputs(x, size), plan, 3);
  expect(2 / decayed).toBeCloseTo(2 / plain + 3, 6);
});
