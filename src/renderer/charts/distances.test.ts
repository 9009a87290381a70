import { expect, test } from 'vitest';
import type { DiagnosisChartData } from './chart';
import { distances, meanOf, reachOf } from './distances';

const histogram = (max: number, counts: number[]) => ({ min: 0, max, counts });
const look = { ink: '', inkFaint: '', line: '', surface: '', font: '', colour: () => 'rgb(1, 2, 3)' };

/** The chart's axis end and the places of its lines. */
function drawn(loss: string, params: Record<string, number>, maxes: readonly number[]) {
  const epochs = maxes.map((max, at) => ({
    epoch: at + 1,
    validationErrorByK: null,
    sameClass: histogram(max, [4, 0]),
    differentClass: histogram(max, [0, 4]),
    meanNorm: 1,
    effectiveRank: 1,
  }));
  const data = {
    run: { config: { loss, params } },
    epochs,
    chosen: epochs[0],
    log: false,
  } as unknown as DiagnosisChartData;
  const { options, data: lines } = distances.config(data, look);
  const annotations = Object.values(options?.plugins?.annotation?.annotations ?? {});
  return {
    end: (options?.scales?.['x'] as { max?: number }).max,
    marks: annotations.map((mark) => (mark as { value?: number }).value),
    shares: lines.datasets.map((line) => line.data.map(({ y }) => y)),
  };
}

test('the mean takes each bin for its middle; the reach leaves out the last fiftieth', () => {
  expect(meanOf(histogram(4, [1, 0, 0, 1]))).toBe(2);
  expect(meanOf(histogram(4, [0, 0]))).toBe(0);
  expect(reachOf(histogram(10, [0, 5, 5, 0, 0]), histogram(4, [100, 1]))).toBe(6);
  expect(reachOf(histogram(4, [100, 1]))).toBe(2);
});

test('contrastive margins are lines on the distance axis, which reaches them', () => {
  const { marks, end } = drawn('contrastive', { positiveMargin: 0.5, negativeMargin: 20 }, [2]);
  expect(marks).toEqual([0.5, 20]);
  expect(end).toBeCloseTo(22);
});

test('a triplet margin starts where pairs of one class lie on average', () =>
  expect(drawn('triplet', { margin: 0.4 }, [2]).marks).toEqual([0.9]));

test('epochs share an axis unless one would fill less than a third of it', () => {
  expect(drawn('triplet', {}, [2, 5]).end).toBe(5);
  expect(drawn('triplet', {}, [2, 7]).end).toBe(2);
});

test('bars are shares of the pairs of their kind', () =>
  expect(drawn('triplet', {}, [2]).shares).toEqual([
    [1, 0, 0],
    [0, 1, 0],
  ]));
