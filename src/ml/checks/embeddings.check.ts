import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ParamValues } from '@shared/params';
import { embeddings } from '../embeddings/index';
import { plainAlgebra, type Multiply } from '../algebra';
import { initialise, type Embedding } from '../embeddings/embedding';
import { createRandom } from '../random';
import type { Scalar, Tensor2D, Tf, Weights } from '../tensors';
import { multiply } from '../transform';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const inputSize = 6;
const rows = 5;
const all = (embeddings as readonly Embedding[]).map((embedding) => [embedding.id, embedding] as const);

/** Small sizes, all different, so that a mixed-up shape cannot pass. */
function smallParams(embedding: Embedding): ParamValues {
  return Object.fromEntries(
    Object.entries(embedding.params).map(([name, spec], index) => [
      name,
      spec.kind === 'integer' ? Math.max(spec.min ?? 1, 3 + index) : spec.default,
    ]),
  );
}

function normals(length: number, stream: string): Float32Array {
  const random = createRandom(7, stream);
  return Float32Array.from({ length }, () => random.normal());
}

/** Random weights (biases too, so that a forgotten bias shows). */
function weightsOf(embedding: Embedding, params: ParamValues, stream: string): Weights {
  return Object.fromEntries(
    Object.entries(embedding.shapes(inputSize, params)).map(([name, [height, width]]) => [
      name,
      normals(height * width, `${stream}/${name}`),
    ]),
  );
}

function tensorsOf(embedding: Embedding, params: ParamValues, weights: Weights): Record<string, Tensor2D> {
  return Object.fromEntries(
    Object.entries(embedding.shapes(inputSize, params)).map(([name, shape]) => [
      name,
      tf.tensor2d(weights[name]!, [...shape]),
    ]),
  );
}

/** What the head is given: the product with the first layer, or the input itself. */
function firstOf(embedding: Embedding, params: ParamValues, weights: Weights, x: Float32Array): Float32Array {
  if (!embedding.firstLayer) return x.slice();
  const shape = embedding.shapes(inputSize, params)[embedding.firstLayer]!;
  return multiply(x, [rows, inputSize], weights[embedding.firstLayer]!, shape);
}

/** Products of several copies, one after the other. */
function batched(copies: number): Multiply {
  return (left, leftShape, right, rightShape, transposeLeft, transposeRight) => {
    const part = (values: Float32Array, copy: number) =>
      values.subarray((copy * values.length) / copies, ((copy + 1) * values.length) / copies);
    const products = Array.from({ length: copies }, (_, copy) =>
      multiply(part(left, copy), leftShape, part(right, copy), rightShape, transposeLeft, transposeRight),
    );
    return Float32Array.from(products.flatMap((product) => [...product]));
  };
}

function closeTo(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const scale = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const worst = Array.from(expected).reduce(
    (most, value, at) => Math.max(most, Math.abs(value - actual[at]!)),
    0,
  );
  expect(worst).toBeLessThanOrEqual(tolerance * scale);
}

describe.each(all)('embedding %s', (_, embedding) => {
  const params = smallParams(embedding);
  const weights = weightsOf(embedding, params, 'weights');
  const x = normals(rows * inputSize, 'x');
  const outputSize = embedding.outputSize(inputSize, params);

  it('has shapes that fit together', () => {
    const shapes = embedding.shapes(inputSize, params);
    if (embedding.firstLayer) expect(shapes[embedding.firstLayer]![0]).toBe(inputSize);
    const z = embedding.transform(
      tf,
      tensorsOf(embedding, params, weights),
      tf.tensor2d(x, [rows, inputSize]),
    );
    expect(z.shape).toEqual([rows, outputSize]);
  });

  it('forward is the transform in tensors', () => {
    const head = embedding.head(weights, params, plainAlgebra(multiply));
    const z = embedding.transform(
      tf,
      tensorsOf(embedding, params, weights),
      tf.tensor2d(x, [rows, inputSize]),
    );
    closeTo(head.forward(firstOf(embedding, params, weights, x), rows), z.dataSync());
  });

  it('backward is the gradient that TensorFlow finds', () => {
    const slope = normals(rows * outputSize, 'slope');
    const names = Object.keys(weights);
    const input = tf.tensor2d(x, [rows, inputSize]);
    const value = (...tensors: Tensor2D[]): Scalar => {
      const named = Object.fromEntries(names.map((name, at) => [name, tensors[at + 1]!]));
      return tf.sum(
        tf.mul(embedding.transform(tf, named, tensors[0]!), tf.tensor2d(slope, [rows, outputSize])),
      );
    };
    const at = [input, ...Object.values(tensorsOf(embedding, params, weights))];
    const [inputGradient, ...expected] = tf.grads(value as never)(at) as Tensor2D[];
    const head = embedding.head(weights, params, plainAlgebra(multiply));
    head.forward(firstOf(embedding, params, weights, x), rows);
    const back = head.backward(slope.slice(), rows);
    const own = names.filter((name) => name !== embedding.firstLayer);
    expect(Object.keys(back.weights).sort()).toEqual([...own].sort());
    for (const name of own) closeTo(back.weights[name]!, expected[names.indexOf(name)]!.dataSync());
    if (!embedding.firstLayer) return closeTo(back.input, inputGradient!.dataSync());
    const columns = embedding.shapes(inputSize, params)[embedding.firstLayer]![1];
    const first = multiply(x, [rows, inputSize], back.input, [rows, columns], true);
    closeTo(first, expected[names.indexOf(embedding.firstLayer)]!.dataSync());
  });

  it('can be called again with other rows: nothing is left of the call before', () => {
    const head = embedding.head(weights, params, plainAlgebra(multiply));
    const u = firstOf(embedding, params, weights, x);
    const slope = normals(rows * outputSize, 'slope');
    head.forward(u.slice(0, (2 * u.length) / rows), 2);
    head.backward(slope.slice(0, 2 * outputSize), 2);
    const z = head.forward(u.slice(), rows).slice();
    const back = head.backward(slope.slice(), rows);
    const fresh = embedding.head(weights, params, plainAlgebra(multiply));
    expect(z).toEqual(fresh.forward(u.slice(), rows));
    expect(back).toEqual(fresh.backward(slope.slice(), rows));
  });

  it('keeps copies apart', () => {
    const copies = 3;
    const each = Array.from({ length: copies }, (__, copy) => weightsOf(embedding, params, `copy/${copy}`));
    const join = (parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));
    const stacked = Object.fromEntries(
      Object.keys(weights).map((name) => [name, join(each.map((own) => own[name]!))]),
    );
    const inputs = each.map((own) => firstOf(embedding, params, own, x));
    const slopes = each.map((_own, copy) => normals(rows * outputSize, `slope/${copy}`));
    const head = embedding.head(stacked, params, plainAlgebra(batched(copies), copies));
    const z = head.forward(join(inputs), rows).slice();
    const back = head.backward(join(slopes), rows);
    const alone = each.map((own, copy) => {
      const single = embedding.head(own, params, plainAlgebra(multiply));
      const output = single.forward(inputs[copy]!, rows).slice();
      return { output, back: single.backward(slopes[copy]!.slice(), rows) };
    });
    expect(z).toEqual(join(alone.map(({ output }) => output)));
    expect(back.input).toEqual(join(alone.map((one) => one.back.input)));
    for (const name of Object.keys(back.weights))
      expect(back.weights[name]).toEqual(join(alone.map((one) => one.back.weights[name]!)));
  });

  it('starts from normal / sqrt(in + out), biases from 0', () => {
    const size = 300;
    const large = Object.fromEntries(
      Object.entries(embedding.params).map(([name, spec], index) => [
        name,
        spec.kind === 'integer' ? 80 + 20 * index : spec.default,
      ]),
    );
    const initial = initialise(embedding, size, large, (name) => createRandom(3, `weights/${name}`));
    expect(Object.keys(initial)).toEqual(Object.keys(embedding.shapes(size, large)));
    for (const [name, [height, width]] of Object.entries(embedding.shapes(size, large))) {
      const values = initial[name]!;
      expect(values.length).toBe(height * width);
      if (height === 1) {
        expect(values.every((value) => value === 0)).toBe(true);
        continue;
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const deviation = Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
      );
      const expected = 1 / Math.sqrt(height + width);
      expect(Math.abs(deviation / expected - 1)).toBeLessThan(0.04);
      expect(Math.abs(mean)).toBeLessThan((5 * expected) / Math.sqrt(values.length));
    }
  });

  it('starts from the same bits with the same seed, and from others with another', () => {
    const make = (seed: number, stream = 'weights') =>
      initialise(embedding, inputSize, params, (name) => createRandom(seed, `${stream}/${name}`));
    expect(make(1)).toEqual(make(1));
    for (const [name, [height]] of Object.entries(embedding.shapes(inputSize, params))) {
      if (height === 1) continue;
      expect(make(2)[name]).not.toEqual(make(1)[name]);
      expect(make(1, 'other')[name]).not.toEqual(make(1)[name]);
    }
  });
});
