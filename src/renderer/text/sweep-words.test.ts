import { expect, test } from 'vitest';
import { sweepAtK } from '../state/sweep/sweep-at-k';
import { finishedSweep } from '../state/sweep/sweep-fixture';
import { sweepCsv } from './sweep-csv';
import {
  bestErrorOf,
  designText,
  estimateText,
  fixedSettingsOf,
  honestyOf,
  optimismText,
  pointStandText,
  valuesText,
} from './sweep-words';

const sweep = finishedSweep((configuration, fold) => 0.1 + 0.1 * configuration + 0.01 * fold);

test('values, estimates and designs in words', () => {
  expect(valuesText({ margin: 0.1 + 0.2, k: 5 })).toBe('Margin α 0.3, k 5');
  expect(estimateText({ mean: 0.123, standardError: 0.0081 })).toBe('12.3 % ± 0.8');
  expect(estimateText({ mean: null, standardError: null })).toBe('–');
  expect(designText(sweep)).toBe('Margin α (3) · 3 folds');
  expect(bestErrorOf(sweep)?.mean).toBeCloseTo(0.11, 12);
  expect(fixedSettingsOf(sweep.config).map(({ label }) => label)).not.toContain('Margin α');
});

test('a configuration says of how many folds its error is, until all are in', () => {
  const half = finishedSweep((configuration, fold) => (fold < 2 - configuration ? 0.1 : null));
  const words = (k: number) => sweepAtK(half, k).points.map(pointStandText);
  expect(words(5)).toEqual(['2 of 3 folds', '1 of 3 folds', 'waiting']);
  expect(words(1)).toEqual(words(5));
  expect(sweepAtK(sweep, 5).points.map(pointStandText)).toEqual(['', '', '']);
  expect(pointStandText({ status: 'diverged', measured: { done: 1, of: 3 } })).toBe('diverged');
});

test('a choice on the validation split is called too good to be true', () => {
  expect(honestyOf(sweep).tone).toBe('plain');
  const split = finishedSweep(() => 0.1, { folds: 0 });
  expect(honestyOf(split).message).toContain('too good to be true');
});

test('the gap of nested folds', () => {
  expect(optimismText(sweep)).toBeNull();
  const nested = { folds: [], innerError: 0.1, outer: { mean: 0.112, standardError: 0.01 } };
  expect(optimismText({ ...sweep, nested, optimismGap: -0.012 })).toBe(
    'Choosing flatters by 1.2 points: the inner folds claim 10.0 %, the outer folds, which took no part, say 11.2 % ± 1.0.',
  );
});

test('the table as numbers', () => {
  const { columns, rows } = sweepCsv(['margin'], sweepAtK(sweep, 5));
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toHaveLength(columns.length);
  expect(rows[0]?.slice(0, 3)).toEqual([0.1, 5, 'finished']);
});
