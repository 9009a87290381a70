import { describe, expect, it } from 'vitest';
import { sweepConfigSchema } from '@shared/sweep';
import { someSweep } from './sweep-fixture';

describe('resolveSweep', () => {
  it('completes the run and keeps the axes', () => {
    const config = someSweep({ params: { epochs: 3 } });
    expect(config).toMatchObject({ folds: 3, outerFolds: 0, workers: null });
    expect(config.base).toMatchObject({ loss: 'triplet', embedding: 'mlp', k: 5, seed: 11 });
    expect(config.base.params).toMatchObject({ epochs: 3, learningRate: 0.05, margin: 0.7 });
    expect(sweepConfigSchema.parse(config)).toEqual(config);
  });

  it('needs no axis, and no folds', () => {
    expect(someSweep({ axes: [] }).axes).toEqual([]);
    expect(someSweep({ folds: 0 }).folds).toBe(0);
  });

  it.each([
    [{ axes: [{ name: 'positiveMargin', values: [1] }] }, '"positiveMargin" cannot be varied here.'],
    [{ axes: [{ name: 'seed', values: [1] }] }, '"seed" cannot be varied here.'],
    [{ axes: [{ name: 'margin', values: [-1] }] }, 'margin is varied over -1, but it must be at least 0.'],
    [{ axes: [{ name: 'k', values: [5, 2.5] }] }, 'k is varied over 2.5, but it must be a whole number.'],
    [{ axes: [{ name: 'k', values: [0] }] }, 'k is varied over 0, but it must be at least 1.'],
    [{ axes: [{ name: 'k', values: [1, 1] }] }, 'A value of "k" is given twice.'],
    [
      {
        axes: [
          { name: 'k', values: [1] },
          { name: 'k', values: [5] },
        ],
      },
      '"k" is varied twice.',
    ],
    [{ params: { margin: 0.3 } }, '"margin" is both fixed by --margin 0.3 and varied.'],
    [{ folds: 1 }, '--folds is 1, but one fold leaves nothing to train on.'],
    [{ outerFolds: 1 }, '--outer-folds is 1'],
    [{ folds: 0, outerFolds: 3 }, 'Outer folds need folds'],
    [{ distance: 'nearest' }, 'There is no distance "nearest".'],
    [
      {
        axes: [
          { name: 'k', values: Array.from({ length: 101 }, (_, at) => at + 1) },
          { name: 'margin', values: Array.from({ length: 100 }, (_, at) => at) },
        ],
      },
      '10100 configurations, and 10000 is the most',
    ],
  ])('refuses %j', (changes, message) => expect(() => someSweep(changes)).toThrow(message));
});
