import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSweep, type SweepUnit } from '@ml/sweep/plan';
import { resolveSweep } from '@ml/sweep/resolve';
import { sweepRequestSchema, type SweepRequest } from '@shared/sweep';
import { cutStacks, type NamedUnit } from './sweep-stacks';

const trainCount = 60;

function unitsOf(request: Omit<SweepRequest, 'dataset' | 'distance'>): NamedUnit[] {
  const config = resolveSweep(
    sweepRequestSchema.parse({ dataset: 'd', distance: 'triplet', k: 5, ...request }),
  );
  const plan = planSweep(config, {
    datasetHash: '0'.repeat(64),
    trainCount,
    validationCount: 10,
    labels: Int32Array.from({ length: trainCount }, (_, row) => row % 3),
    groups: null,
  });
  return plan.units.map((unit) => ({ unitId: unit.key, unit }));
}

const margins = (count: number) => ({
  name: 'margin',
  values: Array.from({ length: count }, (_, at) => 0.1 + at),
});
const limits = (workers: number, columns = 256) => ({
  workers,
  trainCountOf: () => 48,
  columnsOf: () => columns,
  isStackable: ({ config }: SweepUnit) => config.optimizer !== 'adam',
});
const sizes = (units: readonly NamedUnit[], workers: number, columns?: number) =>
  cutStacks(units, limits(workers, columns)).map(({ length }) => length);

describe('cutStacks', () => {
  it('makes a stack of each fold, and shares the last one out', () => {
    const units = unitsOf({ axes: [margins(15)], folds: 5 });
    expect(sizes(units, 1)).toEqual([15, 15, 15, 15, 15]);
    expect(sizes(units, 2)).toEqual([15, 15, 15, 15, 8, 7]);
    expect(sizes(units, 5)).toEqual([15, 15, 15, 15, 15]);
  });

  it('gives every worker something of a single fold', () => {
    const units = unitsOf({ axes: [margins(15)], folds: 0 });
    expect(sizes(units, 4).sort()).toEqual([3, 4, 4, 4]);
    expect(sizes(units.slice(0, 2), 4)).toEqual([1, 1]);
  });

  it('cuts groups that are too many, or too large for the memory, evenly', () => {
    const units = unitsOf({ axes: [margins(20)], folds: 0 });
    expect(sizes(units, 1)).toEqual([10, 10]);
    expect(sizes(units, 1, (64 * 2 ** 20) / (4 * 48 * 5))).toEqual([5, 5, 5, 5]);
    expect(sizes(units.slice(0, 2), 1, 2 ** 30)).toEqual([1, 1]);
  });

  it('trains alone what is not trained in Gram space', () => {
    expect(sizes(unitsOf({ axes: [margins(4)], folds: 0, optimizer: 'adam' }), 2)).toEqual([1, 1, 1, 1]);
  });

  it('starts with what takes longest', () => {
    const units = unitsOf({ axes: [{ name: 'epochs', values: [1, 50, 10] }], folds: 2 });
    const epochs = cutStacks(units, limits(2)).map(([first]) => first?.unit.config.params['epochs']);
    expect(epochs).toEqual([50, 50, 10, 10, 1, 1]);
  });

  it('puts every unit into one stack, together only with those that differ in their loss alone', () => {
    const counts = fc.record({
      margins: fc.integer({ min: 1, max: 20 }),
      rates: fc.integer({ min: 1, max: 3 }),
      folds: fc.constantFrom(0, 2, 3),
      workers: fc.integer({ min: 1, max: 8 }),
      skip: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(counts, ({ margins: count, rates, folds, workers, skip }) => {
        const learningRate = { name: 'learningRate', values: [0.01, 0.02, 0.03].slice(0, rates) };
        const units = unitsOf({ axes: [margins(count), learningRate], folds }).slice(skip);
        const stacks = cutStacks(units, limits(workers));
        expect(
          stacks
            .flat()
            .map(({ unitId }) => unitId)
            .sort(),
        ).toEqual(units.map(({ unitId }) => unitId).sort());
        for (const stack of stacks) {
          const alike = stack.map(({ unit: { config, fold, outerFold } }) =>
            JSON.stringify([{ ...config.params, margin: null }, fold, outerFold]),
          );
          expect(new Set(alike).size).toBe(1);
          expect(stack.length).toBeLessThanOrEqual(15);
        }
        expect(stacks.length >= Math.min(workers, units.length)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
