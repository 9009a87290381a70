import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRequestSchema, type RunConfig } from '@shared/run';
import { distances } from './distances/index';
import { resolveRunConfig } from './distances/resolve';
import { initialise } from './embeddings/embedding';
import { normalize } from './normalizers/normalizer';
import { partsOf } from './parts';
import { createRandom } from './random';
import type { Tf, Weights } from './tensors';
import { multiply, transformPixels } from './transform';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const inputSize = 27;

function configOf(distance: string, normalizer: string): RunConfig {
  const sizes: Record<string, Record<string, number>> = {
    linear: { embeddingSize: 5 },
    mlp: { embeddingSize: 5, hiddenSize: 7 },
  };
  const embedding = distances.find(({ id }) => id === distance)!.embedding;
  const params = sizes[embedding] ?? {};
  return resolveRunConfig(runRequestSchema.parse({ dataset: 'x', distance, normalizer, params }));
}

const cases = distances.flatMap(({ id }) =>
  ['symmetric', 'unit'].map((normalizer) => [id, normalizer] as const),
);

describe('transformPixels', () => {
  it.each(cases)('is the transform in tensors: %s, %s', (distance, normalizer) => {
    const config = configOf(distance, normalizer);
    const { embedding, normalizer: scaling } = partsOf(config);
    const random = createRandom(2, 'pixels');
    const pixels = Uint8Array.from({ length: inputSize }, () => Math.floor(random.uniform() * 256));
    const weights: Weights = initialise(embedding, inputSize, config.params, (name) => createRandom(2, name));
    if (weights.b1) weights.b1 = weights.b1.map(() => random.normal());
    const outputSize = embedding.outputSize(inputSize, config.params);
    const tensors = Object.fromEntries(
      Object.entries(embedding.shapes(inputSize, config.params)).map(([name, shape]) => [
        name,
        tf.tensor2d(weights[name]!, [...shape]),
      ]),
    );
    const x = tf.tensor2d(normalize(scaling, pixels), [1, inputSize]);
    const expected = embedding.transform(tf, tensors, x).dataSync();
    const found = transformPixels(config, weights, pixels, outputSize);
    expect(found.length).toBe(outputSize);
    expected.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 5));
  });
});

describe('multiply', () => {
  const shapes = fc.record({
    m: fc.integer({ min: 1, max: 6 }),
    k: fc.integer({ min: 1, max: 6 }),
    n: fc.integer({ min: 1, max: 6 }),
    transposeLeft: fc.boolean(),
    transposeRight: fc.boolean(),
    seed: fc.integer({ min: 0, max: 99 }),
  });

  it('is the matrix product, with either side transposed', () => {
    fc.assert(
      fc.property(shapes, ({ m, k, n, transposeLeft, transposeRight, seed }) => {
        const random = createRandom(seed, 'product');
        const matrix = (length: number) =>
          Float32Array.from({ length }, () => Math.round(random.normal() * 2));
        const [left, right] = [matrix(m * k), matrix(k * n)];
        const product = multiply(
          left,
          transposeLeft ? [k, m] : [m, k],
          right,
          transposeRight ? [n, k] : [k, n],
          transposeLeft,
          transposeRight,
        );
        const naive = Array.from({ length: m * n }, (_, at) => {
          const [row, column] = [Math.floor(at / n), at % n];
          let sum = 0;
          for (let i = 0; i < k; i++) {
            const a = transposeLeft ? left[i * m + row]! : left[row * k + i]!;
            const b = transposeRight ? right[column * k + i]! : right[i * n + column]!;
            sum += a * b;
          }
          return sum + 0;
        });
        expect(Array.from(product, (value) => value + 0)).toEqual(naive);
      }),
    );
  });
});
