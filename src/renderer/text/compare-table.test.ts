import { expect, test } from 'vitest';
import { settingRows } from '@ml/compare/settings';
import type { ComparedRun, Comparison } from '@shared/compare';
import { compareCsv } from './compare-table';

const config = {
  dataset: 'sample',
  distance: 'triplet',
  embedding: 'linear',
  loss: 'triplet',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
  params: { margin: 0.5 },
  k: 5,
  seed: 0,
  engine: 'auto',
} as const;
const settled = { config, datasetHash: 'a', engine: null, path: 'none', versions: { node: '24' } } as const;
const run = (id: string): ComparedRun => ({
  id,
  name: `Run ${id}`,
  status: 'finished',
  problem: null,
  datasetHash: 'a',
  k: 3,
  error: { train: 0.1, trainLeaveOneOut: 0.2, validation: 0.3, test: 0.4 },
  retrieval: { precisionAt1: 1, rPrecision: 1, meanAveragePrecisionAtR: 1, recallAtK: { '2': 1 } },
  wrong: 4,
  predicted: null,
});
const counts = { fixed: 4, broken: 1, bothRight: 5, bothWrong: 0, method: 'exact-binomial' } as const;
const comparison: Comparison = {
  baseline: 'r2',
  split: 'train',
  k: 3,
  maxK: 10,
  queries: { count: 10, firstRow: 0, truth: null },
  datasetHash: 'a',
  classNames: ['ant', 'bee'],
  runs: [run('r1'), run('r2')],
  tests: [{ id: 'r1', ...counts, pValue: 0.375, adjustedPValue: 0.375 }],
  settings: settingRows([settled, settled]),
};

test('the table of a comparison names every row once, and what the p-values belong to', () => {
  const { columns, rows } = compareCsv(comparison);
  const names = rows.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  const cells = Object.fromEntries(rows.map(([name, ...values]) => [name, values]));
  expect(columns).toEqual(['row', 'r1', 'r2']);
  expect(cells).toMatchObject({
    scoredK: [3, 3],
    k: [5, 5],
    testBaseline: ['r2', 'r2'],
    testSplit: ['train (leave-one-out)', 'train (leave-one-out)'],
    fixed: [4, null],
    pValue: [0.375, null],
  });
});
