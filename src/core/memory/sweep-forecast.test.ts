import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePath, keepsGram } from '@ml/first-layers/choose';
import { totalOf } from '@ml/memory-needs';
import { partsOf } from '@ml/parts';
import { runCosts } from '@ml/run-costs';
import { stackNeeds, type StackSizes } from '@ml/stack-memory';
import { planSweep, type SweepUnit } from '@ml/sweep/plan';
import type { DatasetManifest, DatasetSummary } from '@shared/dataset';
import { sweepRequestSchema, type SweepRequest } from '@shared/sweep';
import { sweepConfigOf } from '../sweep/sweep-config';
import { cutStacks } from '../sweep/sweep-stacks';
import { headSizeOf } from './memory-forecast';
import { sweepForecastHandler } from './sweep-forecast';

const train = 60;
const validation = 20;
const inputSize = 64;
const dataset: DatasetSummary = {
  name: 'tiny',
  examples: train + validation,
  classes: [{ name: 'ant', count: train + validation }],
  shape: [8, 8, 1],
  splits: { train, validation, test: 0 },
  hash: '',
  format: 'idx',
  source: '',
  importedAt: '',
  bytes: 0,
  warnings: [],
};

type Asked = Omit<SweepRequest, 'dataset' | 'distance'>;

const requestOf = (asked: Asked) =>
  sweepRequestSchema.parse({ dataset: 'tiny', distance: 'triplet', k: 5, engine: 'wasm', ...asked });
const forecast = (asked: Asked, given: { of?: DatasetSummary; groups?: string[] } = {}) => {
  const manifest = { groups: given.groups ?? null } as DatasetManifest;
  return sweepForecastHandler({
    datasetOf: () => given.of ?? dataset,
    lastEngine: () => null,
    rows: { manifest: () => Promise.resolve(manifest) },
    cores: 4,
    available: () => 1e9,
  })(requestOf(asked));
};

const margins = (count: number) => ({
  name: 'margin',
  values: Array.from({ length: count }, (_, at) => 0.1 + at),
});

/** Plans all of a sweep, and gives what its largest stack needs, how many stacks there are, and how many for one trainer. */
function planned(asked: Asked, workers: number, groups: string[] | null = null) {
  const config = sweepConfigOf(requestOf(asked));
  const plan = planSweep(config, {
    datasetHash: '0'.repeat(64),
    trainCount: train,
    validationCount: validation,
    labels: Int32Array.from({ length: train }, (_, row) => row % 3),
    groups,
  });
  const sizesOf = (unit: SweepUnit): Omit<StackSizes, 'copies'> => {
    const part = plan.parts.find(
      ({ fold, outerFold }) => fold === unit.fold && outerFold === unit.outerFold,
    )!;
    const count = part.trainCount + part.heldOutCount;
    const parts = partsOf(unit.config);
    const { params } = unit.config;
    const costs = runCosts(parts, params, { count, trainCount: part.trainCount, inputSize });
    return {
      ...costs,
      engine: 'wasm',
      path: choosePath(costs),
      validationCount: part.heldOutCount,
      examples: train + validation,
      keptCount: keepsGram({ ...costs, count: train + validation }) ? train + validation : 0,
      headSize: headSizeOf(parts.embedding, inputSize, params),
      slots: parts.training!.optimizer.slots,
      neighbours: unit.maxK,
    };
  };
  const stacksFor = (trainers: number) =>
    cutStacks(
      plan.units.map((unit) => ({ unitId: unit.key, unit })),
      {
        workers: trainers,
        trainCountOf: (unit) => sizesOf(unit).trainCount,
        columnsOf: (unit) => sizesOf(unit).columns,
        isStackable: (unit) => sizesOf(unit).path === 'gram',
      },
    );
  const stacks = stacksFor(workers);
  const needs = stacks.map((stack) =>
    totalOf(stackNeeds({ ...sizesOf(stack[0]!.unit), copies: stack.length })),
  );
  return { most: Math.max(...needs), stacks: stacks.length, uncut: stacksFor(1).length };
}

describe('the largest stack', () => {
  const asked = fc.record({
    margins: fc.integer({ min: 1, max: 20 }),
    hidden: fc.subarray([4, 64, 512], { minLength: 1 }),
    epochs: fc.subarray([1, 40], { minLength: 1 }),
    rates: fc.integer({ min: 1, max: 2 }),
    ks: fc.boolean(),
    folding: fc.constantFrom([0, 0], [2, 0], [5, 0], [2, 3], [3, 2]),
    optimizer: fc.constantFrom('sgd', 'adam'),
    workers: fc.integer({ min: 1, max: 12 }),
  });

  it('is that of the plan, without planning', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ margins: count, hidden, epochs, rates, ks, folding, ...rest }) => {
        const [folds = 0, outerFolds = 0] = folding;
        const axes = [
          margins(count),
          { name: 'hiddenSize', values: hidden },
          { name: 'epochs', values: epochs },
          { name: 'learningRate', values: [0.01, 0.02].slice(0, rates) },
          ...(ks ? [{ name: 'k', values: [1, 9] }] : []),
        ];
        const request = { ...rest, axes, folds, outerFolds };
        const found = await forecast(request);
        const { most, stacks, uncut } = planned(request, found.trainers);
        expect(stacks).toBeGreaterThanOrEqual(found.trainers);
        expect(found.neededBytes).toBe(found.trainers * totalOf(found.needs));
        expect(totalOf(found.needs)).toBeGreaterThanOrEqual(most);
        // What is left over in the end is cut smaller; that is foreseen only where all stacks are left over.
        const leftOver = uncut % found.trainers;
        if (leftOver === 0 || leftOver === uncut) expect(totalOf(found.needs)).toBeLessThan(1.02 * most);
      }),
      { numRuns: 60 },
    );
  });

  it('is not smaller than that of folds that groups make uneven', async () => {
    const groups = Array.from({ length: train }, (_, row) => (row < 50 ? 'many' : `few ${row}`));
    const request = { axes: [margins(3)], folds: 5, workers: 1, params: { hiddenSize: 512, epochs: 40 } };
    const { most } = planned(request, 1, groups);
    expect(totalOf((await forecast(request)).needs)).toBeLessThan(most);
    expect(totalOf((await forecast(request, { groups })).needs)).toBeGreaterThanOrEqual(most);
  });
});

it('counts the trainers that work at the same time', async () => {
  const trainersOf = async (asked: Asked) => (await forecast(asked)).trainers;
  expect(await trainersOf({ axes: [margins(15)], folds: 5, workers: 3 })).toBe(3);
  expect(await trainersOf({ axes: [margins(15)], folds: 5 })).toBe(4);
  expect(await trainersOf({ axes: [margins(3)], folds: 0, workers: 8 })).toBe(3);
  expect(await trainersOf({ axes: [{ name: 'k', values: [1, 2, 3] }], folds: 2, workers: 8 })).toBe(2);
});

it('grows with the fits that are side by side, and tells a person of all trainers', async () => {
  const params = { hiddenSize: 2048 };
  const [few, many] = await Promise.all(
    [1, 10].map((count) => forecast({ axes: [margins(count)], workers: 1, folds: 2, params })),
  );
  expect(many!.neededBytes).toBeGreaterThan(few!.neededBytes);
  const large = { ...dataset, shape: [64, 64, 3] as [number, number, number], examples: 23_000 };
  const of = { ...large, splits: { train: 20_000, validation: 3000, test: 0 } };
  const { warning } = await forecast({ axes: [margins(2)], workers: 3 }, { of });
  expect(warning?.message).toMatch(/^This does not fit into memory: 3 trainers need about \d/);
  expect(warning?.hint).toMatch(/^Let fewer trainers work/);
  const alone = await forecast({ axes: [margins(2)], workers: 1 }, { of });
  expect(alone.warning?.hint).not.toContain('fewer trainers');
});

it('of ten thousand configurations is that of the one that needs most', async () => {
  const values = Array.from({ length: 100 }, (_, at) => at + 1);
  const axes = ['hiddenSize', 'epochs'].map((name) => ({ name, values }));
  const { trainers, needs } = await forecast({ axes, folds: 5, workers: 64 });
  const corners = await Promise.all(
    [1, 100].map((epochs) => forecast({ folds: 5, workers: 1, params: { hiddenSize: 100, epochs } })),
  );
  expect(trainers).toBe(64);
  expect(totalOf(needs)).toBe(Math.max(...corners.map((corner) => totalOf(corner.needs))));
});
