import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartConfig, LineDataset } from '../charts/chart';
import { nearestByX } from './pointing';
import { smoothed, withSmoothing } from './smooth';
import { zoomedTo } from './zoom';

const config = (ys: readonly number[], type = 'linear'): ChartConfig =>
  ({
    type: 'line',
    data: {
      datasets: [{ label: 'a', borderColor: 'rgb(1, 2, 3)', data: ys.map((y, at) => ({ x: at + 1, y })) }],
    },
    options: { scales: { x: { min: 0, max: 50 }, y: { type, min: 0 } } },
  }) as unknown as ChartConfig;

describe('smoothing', () => {
  test('is the weighted mean of all values so far', () => {
    const anyValues = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyValues, fc.integer({ min: 0, max: 99 }), (values, hundredths) => {
        const weight = hundredths / 100;
        const naive = values.map((_, last) => {
          const weights = values.slice(0, last + 1).map((_value, at) => weight ** (last - at));
          const sum = weights.reduce((a, b) => a + b, 0);
          return weights.reduce((total, share, at) => total + (share / sum) * values[at]!, 0);
        });
        smoothed(values, weight).forEach((value, at) => expect(value).toBeCloseTo(naive[at]!, 8));
      }),
    );
  });

  test('keeps the measured line behind', () => {
    const [line, raw] = withSmoothing(config([4, 2, 0]), 0.5).data.datasets as LineDataset[];
    expect(line?.data.map(({ x }) => x)).toEqual([1, 2, 3]);
    expect(line?.isRaw).toBeUndefined();
    expect(raw).toMatchObject({ isRaw: true, borderColor: 'rgba(1, 2, 3, 0.3)' });
    expect(raw?.data.map(({ y }) => y)).toEqual([4, 2, 0]);
    const same = config([1]);
    expect(withSmoothing(same, 0)).toBe(same);
  });
});

describe('zoom', () => {
  test('fits the y axis to what is seen', () => {
    const { scales } = zoomedTo(config([14, 10, 12, 11, 13]), { min: 1.5, max: 4.5 }).options ?? {};
    expect(scales?.['x']).toMatchObject({ min: 1.5, max: 4.5 });
    expect(scales?.['y']?.min).toBeCloseTo(10 - 0.12);
    expect(scales?.['y']?.max).toBeCloseTo(12 + 0.12);
  });

  test('keeps a logarithmic axis above zero, and an empty stretch as it was', () => {
    const log = zoomedTo(config([1, 0.1, 0.01], 'logarithmic'), { min: 2, max: 3 }).options?.scales?.['y'];
    expect(log?.min).toBeGreaterThan(0);
    const empty = zoomedTo(config([1, 2]), { min: 7, max: 9 }).options?.scales?.['y'];
    expect(empty).toMatchObject({ type: 'linear', min: 0 });
  });
});

test('the nearest point by x is the one a walk over all finds', () => {
  const anyPoints = fc.uniqueArray(fc.integer({ min: -100, max: 100 }), { maxLength: 20 });
  fc.assert(
    fc.property(anyPoints, fc.integer({ min: -130, max: 130 }), (xs, x) => {
      const points = xs.sort((a, b) => a - b).map((at) => ({ x: at }));
      const outside = xs.length === 0 || x < xs[0]! - 5 || x > xs.at(-1)! + 5;
      const distances = xs.map((at) => Math.abs(at - x));
      expect(nearestByX(points, x, 5)).toBe(outside ? null : distances.indexOf(Math.min(...distances)));
    }),
  );
});
