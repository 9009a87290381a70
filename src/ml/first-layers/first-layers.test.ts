import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveParams, type ParamValues } from '@shared/params';
import { plainAlgebra } from '../algebra';
import { arrayInputs } from '../inputs';
import { adam } from '../optimizers/adam';
import { sgd } from '../optimizers/sgd';
import type { Optimizer } from '../optimizers/optimizer';
import { createRandom } from '../random';
import type { Tf } from '../tensors';
import { multiply } from '../transform';
import { directLayer } from './direct';
import type { FirstLayer, FirstLayerOptions } from './first-layer';
import { gramLayer } from './gram';
import { gramMatrix, gramOfRows } from './gram-matrix';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const [trainCount, count, size, columns] = [24, 33, 10, 4];

function normals(length: number, stream: string): Float32Array {
  const random = createRandom(11, stream);
  return Float32Array.from({ length }, () => random.normal());
}

function optionsOf(optimizer: Optimizer, given: ParamValues, copies = 1): FirstLayerOptions {
  return {
    tf,
    inputs: arrayInputs(normals(count * size, 'inputs'), size),
    trainCount,
    initial: normals(size * columns, 'initial').map((value) => value / Math.sqrt(size + columns)),
    columns,
    copies,
    algebra: plainAlgebra(multiply, copies),
    scoring: plainAlgebra(multiply, copies),
    optimizer,
    params: resolveParams(optimizer.params, given),
  };
}

const rowsOfStep = (step: number) => createRandom(step, 'rows').permutation(trainCount).slice(0, 7);

/** A gradient that depends on u, so that an error in the forward pass grows; each copy has a pull of its own. */
function gradientOf(u: Float32Array, step: number, pull = 1): Float32Array {
  const noise = normals(u.length, `noise/${step}`);
  return u.map((value, at) => 0.2 * pull * Math.tanh(value - 1) + 0.05 * noise[at]!);
}

function train(layer: FirstLayer, from: number, to: number): void {
  for (let step = from; step <= to; step++) {
    const rows = rowsOfStep(step);
    layer.update(rows, gradientOf(layer.forward(rows), step), step);
  }
}

/** Largest difference over the largest value. */
function difference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0) / scale;
}

const linear: [string, ParamValues][] = [
  ['plain', {}],
  ['momentum 0.9', { momentum: 0.9 }],
  ['weight decay 0.01', { weightDecay: 0.01 }],
  ['momentum 0.9 and weight decay 0.01', { momentum: 0.9, weightDecay: 0.01 }],
];

/** Float32 over 60 steps: 2e-5 of the largest value. */
const tolerance = 2e-5;

describe('Gram space is the direct path up to rounding', () => {
  it.each(linear)('SGD, %s: weight, and rows trained on or never', (_, given) => {
    const options = optionsOf(sgd, given);
    const [gram, direct] = [gramLayer(options), directLayer(options)];
    train(gram, 1, 60);
    train(direct, 1, 60);
    expect(difference(gram.weight(0), direct.weight(0))).toBeLessThan(tolerance);
    expect(difference(gram.project(0, trainCount), direct.project(0, trainCount))).toBeLessThan(tolerance);
    const unseen = direct.project(trainCount, count);
    expect(unseen.length).toBe((count - trainCount) * columns);
    expect(difference(gram.project(trainCount, count), unseen)).toBeLessThan(tolerance);
    expect(difference(options.initial, direct.weight(0))).toBeGreaterThan(0.1);
    gram.dispose();
    direct.dispose();
  });
});

const paths: [string, Optimizer, ParamValues, (options: FirstLayerOptions) => FirstLayer][] = [
  ...linear.map(([name, given]): (typeof paths)[number] => [`gram, SGD ${name}`, sgd, given, gramLayer]),
  ...linear.map(([name, given]): (typeof paths)[number] => [`direct, SGD ${name}`, sgd, given, directLayer]),
  ['direct, Adam', adam, { learningRate: 0.01 }, directLayer],
];

describe.each(paths)('first layer: %s', (_, optimizer, given, make) => {
  it('starts as x·P0, for every row', () => {
    const options = optionsOf(optimizer, given);
    const layer = make(options);
    const x = options.inputs.block(0, count);
    const naive = Float32Array.from({ length: count * columns }, (__, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < size; k++) sum += x[row * size + k]! * options.initial[k * columns + column]!;
      return sum;
    });
    expect(difference(layer.project(0, count), naive)).toBeLessThan(1e-6);
    expect(layer.weight(0)).toEqual(options.initial);
    const rows = Int32Array.of(5, 0, 23);
    const picked = [...rows].flatMap((row) => [...naive.slice(row * columns, (row + 1) * columns)]);
    expect(difference(layer.forward(rows), Float32Array.from(picked))).toBeLessThan(1e-6);
    layer.dispose();
  });

  it('projects with the weight that it tells', () => {
    const options = optionsOf(optimizer, given);
    const layer = make(options);
    train(layer, 1, 20);
    const product = tf
      .matMul(
        tf.tensor2d(options.inputs.block(0, count), [count, size]),
        tf.tensor2d(layer.weight(0), [size, columns]),
      )
      .dataSync<'float32'>();
    expect(difference(layer.project(0, count), product)).toBeLessThan(1e-5);
    layer.dispose();
  });

  it('goes on from its state bit for bit', () => {
    const whole = make(optionsOf(optimizer, given));
    train(whole, 1, 15);
    const saved = whole.state();
    const kept = structuredClone(saved);
    train(whole, 16, 30);
    expect(saved, 'a state is a copy').toEqual(kept);
    const resumed = make(optionsOf(optimizer, given));
    train(resumed, 1, 3);
    resumed.restore(saved);
    train(resumed, 16, 30);
    expect(resumed.weight(0)).toEqual(whole.weight(0));
    expect(resumed.project(0, count)).toEqual(whole.project(0, count));
    expect(resumed.state()).toEqual(whole.state());
    whole.dispose();
    resumed.dispose();
  });

  it('leaves initial weight and inputs alone, and no tensor behind', () => {
    const before = tf.memory().numTensors;
    const options = optionsOf(optimizer, given);
    const layer = make(options);
    const during = tf.memory().numTensors;
    train(layer, 1, 10);
    layer.project(0, count);
    layer.weight(0);
    expect(tf.memory().numTensors).toBe(during);
    layer.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(options.initial).toEqual(optionsOf(optimizer, given).initial);
  });
});

describe('copies side by side', () => {
  it.each(linear)('are the copies alone: SGD, %s', (_, given) => {
    const pulls = [0.5, 1, 2];
    const stacked = gramLayer(optionsOf(sgd, given, pulls.length));
    const alone = pulls.map(() => gramLayer(optionsOf(sgd, given)));
    for (let step = 1; step <= 20; step++) {
      const rows = rowsOfStep(step);
      const u = stacked.forward(rows);
      const length = rows.length * columns;
      const gradient = new Float32Array(u.length);
      pulls.forEach((pull, copy) => {
        gradient.set(gradientOf(u.slice(copy * length, (copy + 1) * length), step, pull), copy * length);
        const own = alone[copy]!.forward(rows);
        alone[copy]!.update(rows, gradientOf(own, step, pull), step);
      });
      stacked.update(rows, gradient, step);
    }
    const all = stacked.project(0, count);
    alone.forEach((layer, copy) => {
      const length = count * columns;
      expect(difference(all.slice(copy * length, (copy + 1) * length), layer.project(0, count))).toBeLessThan(
        1e-5,
      );
      expect(difference(stacked.weight(copy), layer.weight(0))).toBeLessThan(1e-5);
    });
    expect(difference(stacked.weight(0), stacked.weight(2))).toBeGreaterThan(0.01);
  });

  it('are refused on the direct path', () => {
    expect(() => directLayer(optionsOf(sgd, {}, 2))).toThrow('one by one');
  });
});

describe('gramMatrix', () => {
  it('is the same in several blocks as in one', () => {
    const [many, trained, width] = [4200, 2100, 2];
    const values = normals(many * width, 'many');
    const inputs = arrayInputs(values, width);
    const initial = Float32Array.of(1, 2);
    const before = tf.memory().numTensors;
    const { gram, projected } = gramMatrix(tf, inputs, trained, initial, 1);
    expect(gram.length).toBe(many * trained);
    const x = (row: number) => [values[row * width]!, values[row * width + 1]!] as const;
    for (const row of [0, 2047, 2048, 4095, 4096, many - 1]) {
      const [a, b] = x(row);
      expect(projected[row]).toBeCloseTo(a + 2 * b, 5);
      for (const column of [0, 2047, 2048, trained - 1]) {
        const [c, d] = x(column);
        expect(gram[row * trained + column]).toBeCloseTo(a * c + b * d, 5);
      }
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('forms a weight of more than one block of rows', () => {
    const [trained, width] = [2100, 2];
    const inputs = arrayInputs(normals(trained * width, 'many'), width);
    const options = {
      ...optionsOf(sgd, {}),
      inputs,
      trainCount: trained,
      initial: Float32Array.of(1, 2),
      columns: 1,
    };
    const [gram, direct] = [gramLayer(options), directLayer(options)];
    const rows = Int32Array.of(3, 2047, 2048, 2099);
    for (const layer of [gram, direct]) layer.update(rows, Float32Array.of(1, -2, 3, -4), 1);
    expect(difference(gram.weight(0), direct.weight(0))).toBeLessThan(1e-5);
    gram.dispose();
    direct.dispose();
  });

  it('of rows in another order is the matrix of those inputs', () => {
    const values = normals(trainCount * size, 'inputs');
    const initial = normals(size * columns, 'initial');
    const whole = gramMatrix(tf, arrayInputs(values, size), trainCount, initial, columns);
    const order = createRandom(2, 'fold').permutation(trainCount).slice(0, 18);
    const part = gramOfRows(whole, columns, order, 12);
    const moved = Float32Array.from(
      [...order].flatMap((row) => [...values.slice(row * size, (row + 1) * size)]),
    );
    const expected = gramMatrix(tf, arrayInputs(moved, size), 12, initial, columns);
    expect(part.gram.length).toBe(18 * 12);
    expect(difference(part.gram, expected.gram)).toBeLessThan(1e-6);
    expect(difference(part.projected, expected.projected)).toBeLessThan(1e-6);
  });
});
