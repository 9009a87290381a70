import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreEvery, type ScoringCosts } from './scoring-plan';

const usual: ScoringCosts = {
  path: 'gram',
  trainCount: 600,
  count: 750,
  inputSize: 12_288,
  columns: 64,
  outputSize: 64,
  batchSize: 50,
  epochs: 100,
};

const costs = fc.record({
  path: fc.constantFrom('gram' as const, 'direct' as const),
  trainCount: fc.integer({ min: 1, max: 60_000 }),
  inputSize: fc.integer({ min: 1, max: 200_000 }),
  columns: fc.integer({ min: 1, max: 4096 }),
  outputSize: fc.integer({ min: 1, max: 4096 }),
  batchSize: fc.integer({ min: 2, max: 2048 }),
  count: fc.integer({ min: 0, max: 10_000 }),
  epochs: fc.integer({ min: 1, max: 1000 }),
});

describe('scoreEvery', () => {
  it('is a whole number of epochs, at least one, for any dataset', () => {
    fc.assert(
      fc.property(costs, (given) => {
        const every = scoreEvery({ ...given, count: given.trainCount + given.count });
        expect(Number.isSafeInteger(every)).toBe(true);
        expect(every).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('follows from the sizes alone', () => {
    expect(scoreEvery(usual)).toBe(scoreEvery({ ...usual }));
  });

  it('is every epoch for who asks for that', () => {
    expect(scoreEvery(usual)).toBeGreaterThan(1);
    expect(scoreEvery(usual, true)).toBe(1);
  });

  it('thins scores out by epochs of a large dataset, down to the first and the last', () => {
    const large = { ...usual, inputSize: 784, trainCount: 60_000, count: 70_000, batchSize: 2048 };
    expect(scoreEvery({ ...large, path: 'direct' })).toBeGreaterThan(25);
    expect(scoreEvery({ ...large, path: 'direct', epochs: 3 })).toBe(3);
  });

  it('scores the quarters of a fit of some milliseconds, whatever share of it that takes', () => {
    expect(scoreEvery({ ...usual, trainCount: 40, count: 50, batchSize: 20, epochs: 8 })).toBe(2);
  });

  it('scores less often when there is more to score, and more often when an epoch takes longer', () => {
    fc.assert(
      fc.property(costs, (given) => {
        const count = given.trainCount + given.count;
        const every = scoreEvery({ ...given, count });
        expect(scoreEvery({ ...given, count: count * 2 })).toBeGreaterThanOrEqual(every);
        expect(scoreEvery({ ...given, count, batchSize: given.batchSize * 2 })).toBeGreaterThanOrEqual(every);
      }),
    );
  });

  it.each([
    ['contrastive, 600 × 12,288', 50, usual],
    ['triplet, 600 × 784', 25, { ...usual, inputSize: 784, columns: 256 }],
    ['triplet, 300 × 576', 25, { ...usual, inputSize: 576, columns: 256, trainCount: 300, count: 375 }],
  ])('scores 100 epochs of %s at least every %d', (_, most, sizes) => {
    expect(scoreEvery(sizes)).toBeLessThanOrEqual(most);
  });
});
