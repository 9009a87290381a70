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

  it('adds at most a fifth where it is not done in a blink', () => {
    const large = { ...usual, trainCount: 6000, count: 7500 };
    expect(scoreEvery(large)).toBeGreaterThan(25);
    expect(scoreEvery({ ...large, epochs: 4 })).toBe(scoreEvery(large));
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

  it('scores the sample at least four times in the tutorial’s 100 epochs', () => {
    expect(scoreEvery(usual)).toBeLessThanOrEqual(25);
  });
});
