import { expect, test } from 'vitest';
import type { Look } from '../plot/look';
import { sweepAtK } from '../state/sweep/sweep-at-k';
import { finishedSweep } from '../state/sweep/sweep-fixture';
import { reachOf } from './axis-reach';
import { errorByAxis } from './error-by-axis';

const look: Look = {
  ink: '#000',
  inkFaint: '#666',
  line: '#eee',
  surface: '#fff',
  font: 'sans-serif',
  colour: (token) => (token === 'series-train' ? 'rgb(0, 0, 1)' : 'rgb(1, 0, 0)'),
};
const means = [0.3, 0.1, 0.2];
const sweep = finishedSweep((configuration, fold) => means[configuration]! + 0.01 * fold, {
  axes: [{ name: 'margin', values: [1, 0.1, 0.5] }],
});
const draw = (k: number) => errorByAxis.config({ sweep, at: sweepAtK(sweep, k) }, look);
const annotationsAt = (k: number) => Object.keys(draw(k).options!.plugins!.annotation!.annotations!);

test('points stand in the order of the values, the best as a diamond', () => {
  const [train, validation] = draw(5).data.datasets;
  expect(train!.data.map(({ x }) => x)).toEqual([0.1, 0.5, 1]);
  expect(validation!.data.map(({ y }) => Number(y?.toFixed(12)))).toEqual([0.11, 0.21, 0.31]);
  expect((validation!.pointStyle as string[])[0]).toBe('rectRot');
});

test('bars only where a standard error is known', () => {
  expect(annotationsAt(5).filter((name) => name.startsWith('bar'))).toHaveLength(6);
  expect(annotationsAt(1).filter((name) => name.startsWith('bar'))).toHaveLength(0);
  expect(draw(1).data.datasets[0]!.data).toHaveLength(0);
});

test('its numbers and its sentence', () => {
  const data = { sweep, at: sweepAtK(sweep, 5) };
  const { columns, rows } = errorByAxis.table(data);
  expect(columns[0]).toBe('margin');
  expect(rows.map((cells) => cells.length)).toEqual([5, 5, 5]);
  expect(errorByAxis.describe(data)).toContain('Lowest at Margin α 0.1 with 11.0 % ± 0.6');
});

test.each([
  [[0.001, 0.01, 0.1], true],
  [[0.1, 0.5, 1], false],
  [[0, 1, 100], false],
  [[1, 1000], false],
])('%o is drawn on a log axis: %s', (values, log) => {
  const reach = reachOf(values);
  expect(reach.log).toBe(log);
  expect(reach.min).toBeLessThanOrEqual(Math.min(...values));
  expect(reach.max).toBeGreaterThan(Math.max(...values));
});
