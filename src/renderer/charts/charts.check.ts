import { describe, expect, test } from 'vitest';
import { losses } from '@ml/losses/index';
import { resolveParams } from '@shared/params';
import type { RunDetail } from '@shared/run';
import type { Study } from '@shared/study';
import type { Look } from '../plot/look';
import type { Chart } from './chart';
import { bestK } from './error-by-k';
import { charts } from './index';

const look: Look = {
  ink: '#000',
  inkFaint: '#666',
  line: '#eee',
  surface: '#fff',
  font: 'sans-serif',
  colour: () => 'rgb(1, 2, 3)',
};
const scores = { error: 0.2, errorByK: { '1': 0.3, '2': 0.2, '3': 0.2 } };
const histogram = { min: -1, max: 1, counts: [1, 0, 3] };
const unfinished = {
  id: 'r1',
  config: { loss: 'triplet', params: { margin: 0.5 }, k: 2 },
  progress: { epoch: 0, epochs: 10, timeLeftMs: null },
  scores: null,
  facts: null,
  curves: { loss: [], trainError: [], trainLeaveOneOutError: [], validationError: [], activeShare: [] },
} as unknown as RunDetail;
const curve = [3, null, 1];
const finished = {
  ...unfinished,
  scores: { train: scores, trainLeaveOneOut: scores, validation: scores, test: null },
  facts: { initialWeights: histogram, finalWeights: histogram },
  curves: {
    loss: curve,
    trainError: curve,
    trainLeaveOneOutError: curve,
    validationError: curve,
    activeShare: curve,
  },
} as unknown as RunDetail;
const row = { margin: 0.5, trainError: 0.1, trainLeaveOneOutError: null, validationError: 0.2 };
const study = (rows: object[], bestMargin: number | null) =>
  ({ sweep: rows, bestMargin }) as unknown as Study;

describe.each(charts.run.map((chart) => [chart.id, chart] as const))('run chart %s', (_id, chart) => {
  for (const log of [false, true]) {
    test(`before the first epoch, log ${log}`, () =>
      expect(check(chart, { run: unfinished, log }).points).toBe(0));
    test(`finished, log ${log}`, () =>
      expect(check(chart, { run: finished, log }).points).toBeGreaterThan(0));
  }
});

const diagnosed = (epoch: number) => ({
  epoch,
  validationErrorByK: [0.4, 0.3],
  sameClass: { min: 0, max: 2, counts: [3, 1, 0] },
  differentClass: { min: 0, max: 2, counts: [0, 0, 0] },
  meanNorm: 0,
  effectiveRank: 2,
});
const epochs = [diagnosed(1), diagnosed(5)];

describe.each(charts.diagnosis.map((chart) => [chart.id, chart] as const))(
  'diagnosis chart %s',
  (_id, chart) => {
    test('before the first epoch', () =>
      expect(check(chart, { run: unfinished, log: false, epochs: [], chosen: null, k: 2 }).points).toBe(0));
    test.each([false, true])('with epochs, log %s', (log) =>
      expect(check(chart, { run: finished, log, epochs, chosen: epochs[0]!, k: 2 }).points).toBeGreaterThan(
        0,
      ),
    );
  },
);

describe.each([...charts.compareCurves, ...charts.compareByK].map((chart) => [chart.id, chart] as const))(
  'chart of a comparison %s',
  (_id, chart) => {
    const data = { xBy: 'epoch', log: true, split: 'validation', k: null } as const;
    const beside = { ...finished, id: 'r2', curves: { ...finished.curves, epochMs: [500, null, 1500] } };
    const both = [finished, beside as RunDetail].map((run, place) => ({ run, place }));

    test('before the first epoch', () =>
      expect(check(chart, { ...data, runs: [{ run: unfinished, place: 0 }] }).points).toBe(0));
    test.each(['epoch', 'time'] as const)('two runs by %s', (xBy) => {
      const { rows } = check(chart, { ...data, xBy, runs: both });
      expect(rows).toHaveLength(6);
      const { datasets } = chart.config({ ...data, xBy, log: false, k: 2, runs: both }, look).data;
      expect(datasets.map(({ label }) => label)).toEqual(['r1', 'r2']);
      const xs = xBy === 'time' && chart.axis?.({ ...data, xBy, runs: both }) === 'time' ? [0.5, 2] : [1, 3];
      expect([datasets[1]?.data[0]?.x, datasets[1]?.data.at(-1)?.x]).toEqual(xs);
    });
  },
);

describe.each(charts.study.map((chart) => [chart.id, chart] as const))('study chart %s', (_id, chart) => {
  test('before the first margin', () => expect(check(chart, study([], null)).points).toBe(0));
  test('with results', () =>
    expect(check(chart, study([{ ...row, margin: 1 }, row], 0.5)).rows[0]?.[0]).toBe(0.5));
});

describe.each(losses.map((loss) => [loss.id, loss] as const))(
  'loss drawn against distance: %s',
  (_id, loss) => {
    test.each(charts.newRun)('$id', (chart) => {
      const params = resolveParams(loss.params, {});
      const { rows } = check(chart, { loss, params });
      expect(rows.every((cells) => cells.every((cell) => Number.isFinite(cell) && Number(cell) >= 0))).toBe(
        true,
      );
    });
  },
);

test.each([
  ['train', 'Leave-one-out error', [0.4, 0.3]],
  ['validation', 'Validation error', [0.2]],
  ['test', 'Test error', [0.1]],
] as const)('the error by k of a comparison is that of the split compared on: %s', (split, title, errors) => {
  const scored = (...byK: number[]) => ({
    error: byK[0]!,
    errorByK: Object.fromEntries(byK.map((error, at) => [at + 1, error])),
  });
  const all = { train: scored(0), trainLeaveOneOut: scored(0.4, 0.3), validation: scored(0.2) };
  const run = { ...finished, scores: { ...all, test: scored(0.1) } };
  const data = { xBy: 'epoch', log: false, split, k: null, runs: [{ run, place: 0 }] } as const;
  const [chart] = charts.compareByK;
  expect(check(chart, data).rows.map((cells) => cells[2])).toEqual(errors);
  expect(chart.config(data, look).data.datasets[0]?.data.map(({ y }) => y)).toEqual(errors);
  expect(chart.describe(data)).toContain(`${title} by k: r1 lowest`);
});

test('the best k is the smallest of those with the lowest error', () =>
  expect(bestK(scores)).toEqual({ k: 2, error: 0.2 }));

/** Draws, tabulates and describes; what every chart must keep to. Gives the most points of a line and the table's rows. */
function check<Data>(chart: Chart<Data>, data: Data) {
  const before = JSON.stringify(data);
  const { datasets } = chart.config(data, look).data;
  const table = chart.table(data);
  for (const cells of table.rows) expect(cells).toHaveLength(table.columns.length);
  for (const { data: points, label } of datasets) {
    expect(label).not.toBe('');
    for (const { x, y } of points) expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true]);
  }
  expect(chart.describe(data)).toMatch(/\S/);
  expect(JSON.stringify(chart.config(data, look))).toBe(JSON.stringify(chart.config(data, look)));
  expect(JSON.stringify(data)).toBe(before);
  return { points: Math.max(...datasets.map((dataset) => dataset.data.length)), rows: table.rows };
}
