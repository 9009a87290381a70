import { describe, expect, it } from 'vitest';
import { choosePath, type PathCosts } from './choose';

const usual: PathCosts = {
  trainCount: 600,
  count: 750,
  inputSize: 12_288,
  columns: 64,
  batchSize: 50,
  epochs: 100,
  linearOptimizer: true,
};

describe('choosePath', () => {
  it.each([
    ['600 images of 64×64 in colour, linear', {}],
    ['the same, MLP', { columns: 256 }],
  ])('trains in Gram space: %s', (_, changed) => {
    expect(choosePath({ ...usual, ...changed })).toBe('gram');
  });

  it.each([
    ['an optimizer that is not linear', { linearOptimizer: false }],
    ['60,000 small images: K would not fit', { trainCount: 60_000, count: 70_000, inputSize: 784 }],
    ['20,000 small images: K is too large', { trainCount: 20_000, count: 20_000, inputSize: 784 }],
    ['far more images than pixels', { trainCount: 9000, count: 9000, inputSize: 16 }],
    ['a single epoch, which does not pay for K', { epochs: 1, trainCount: 5000, count: 5000 }],
  ])('trains directly: %s', (_, changed) => {
    expect(choosePath({ ...usual, ...changed })).toBe('direct');
  });

  it('never takes Gram space for an optimizer that is not linear', () => {
    for (const trainCount of [10, 100, 1000])
      for (const inputSize of [10, 1000, 100_000])
        expect(choosePath({ ...usual, trainCount, inputSize, linearOptimizer: false })).toBe('direct');
  });
});
