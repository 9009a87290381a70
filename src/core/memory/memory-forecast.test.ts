import { expect, it } from 'vitest';
import { resolveRunConfig } from '@ml/distances/resolve';
import { memoryNeeds, totalOf } from '@ml/memory-needs';
import type { DatasetSummary } from '@shared/dataset';
import { runRequestSchema, type RunRequest } from '@shared/run';
import { forecastHandler, sizesOf } from './memory-forecast';

const dataset = (train: number, side: number): DatasetSummary => ({
  name: 'many',
  examples: train + 1000,
  classes: [{ name: 'ant', count: train + 1000 }],
  shape: [side, side, 1],
  splits: { train, validation: 1000, test: 0 },
  hash: '',
  format: 'idx',
  source: '',
  importedAt: '',
  bytes: 0,
  warnings: [],
});
const asked = (changes: Partial<RunRequest> = {}) =>
  runRequestSchema.parse({ dataset: 'many', distance: 'contrastive', ...changes });
const forecast = (data: DatasetSummary, available: number, changes: Partial<RunRequest> = {}) =>
  forecastHandler({ datasetOf: () => data, lastEngine: () => null, available: () => available })(
    asked(changes),
  );

const small = dataset(500, 16);
const needed = forecast(small, 1e12).neededBytes;

it('says nothing where it fits, and warns above 80 % of what is free', () => {
  expect(forecast(small, needed / 0.79)).toMatchObject({ fit: 'fits', warning: null });
  expect(forecast(small, needed / 0.81)).toMatchObject({
    fit: 'near',
    warning: {
      message: expect.stringMatching(/^This may not fit into memory: it needs about \d+ MB/) as string,
    },
  });
  expect(forecast(small, needed - 1)).toMatchObject({
    fit: 'exceeds',
    warning: { message: expect.stringContaining('Most of it is for the engine itself') as string },
  });
});

it('names what needs most, and what to do about it', () => {
  const words = (data: DatasetSummary, changes: Partial<RunRequest>) => {
    const { message, hint } = forecast(data, 1e8, { engine: 'wasm', ...changes }).warning!;
    return `${message} ${hint}`;
  };
  expect(words(dataset(60_000, 64), {})).toMatch(/embedding all images \(\d.*fewer images \(--take\)/);
  expect(words(dataset(3000, 64), { params: { epochs: 500 } })).toMatch(
    /products of all images with each other/,
  );
  const adam = { distance: 'triplet', optimizer: 'adam', params: { hiddenSize: 8000 } };
  expect(words(dataset(500, 64), adam)).toMatch(/the weights .*SGD instead of Adam/);
  expect(words(dataset(4000, 4), { params: { batchSize: 2048 } })).toMatch(
    /the pairs of a batch .*smaller batch/,
  );
});

it('knows the engine by what was asked, else by what `auto` was last', () => {
  const last = forecastHandler({ datasetOf: () => small, lastEngine: () => 'wasm', available: () => 1e12 });
  expect(last(asked()).needs.engine).toBe(forecast(small, 1e12, { engine: 'wasm' }).needs.engine);
  expect(last(asked({ engine: 'native' })).needs.engine).toBe(forecast(small, 1e12).needs.engine);
});

it('refuses what a start would refuse', () => {
  expect(() => forecast(small, 1e12, { distance: 'none' })).toThrow('There is no distance "none".');
});

it('grows with everything that it follows from', () => {
  const sizes = sizesOf(resolveRunConfig(asked()), dataset(6000, 28), 'native');
  const grown = ['trainCount', 'count', 'validationCount', 'inputSize', 'columns', 'outputSize'] as const;
  for (const path of ['gram', 'direct'] as const) {
    for (const name of [...grown, 'headSize', 'batchSize', 'slots', 'neighbours'] as const) {
      const own = { ...sizes, path, headSize: 10, largestClass: 900 };
      const more = { ...own, [name]: 4 * own[name] + 1 };
      expect(totalOf(memoryNeeds(more)), `${path}, ${name}`).toBeGreaterThan(totalOf(memoryNeeds(own)));
    }
  }
});
