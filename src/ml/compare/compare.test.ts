import { describe, expect, test } from 'vitest';
import type { ComparedRun, RunTest } from '@shared/compare';
import { testsAgainst } from './against-baseline';
import { bestOf, scoreLines } from './scores';
import { settingRows, type SettledRun } from './settings';
import { pText, testWords, verdictOf } from './words';

describe('tests against a baseline', () => {
  test('count what is fixed and broken', () => {
    const truth = [0, 0, 1, 1, 2];
    const tests = testsAgainst([0, 1, 1, 0, 0], [{ id: 'r2', predicted: [0, 0, 0, 1, 1] }], truth);
    expect(tests).toEqual([
      {
        id: 'r2',
        fixed: 2,
        broken: 1,
        bothRight: 1,
        bothWrong: 1,
        method: 'exact-binomial',
        pValue: expect.closeTo(1, 12) as number,
        adjustedPValue: expect.closeTo(1, 12) as number,
      },
    ]);
  });

  test('pay for being several (Holm)', () => {
    const truth = new Array<number>(10).fill(0);
    const wrong = truth.map(() => 1);
    const half = truth.map((_, at) => (at < 8 ? 0 : 1));
    const tests = testsAgainst(
      wrong,
      [
        { id: 'r2', predicted: truth },
        { id: 'r3', predicted: half },
      ],
      truth,
    );
    // Two-sided sign tests: 2 / 2^10 and 2 / 2^8.
    expect(tests.map(({ pValue }) => pValue)).toEqual(
      [2 / 1024, 2 / 256].map((p) => expect.closeTo(p, 12) as number),
    );
    expect(tests.map(({ adjustedPValue }) => adjustedPValue)).toEqual(
      [4 / 1024, 2 / 256].map((p) => expect.closeTo(p, 12) as number),
    );
  });

  test('refuse predictions of other queries', () =>
    expect(() => testsAgainst([0], [{ id: 'r2', predicted: [0, 1] }], [0])).toThrow(RangeError));
});

describe('words', () => {
  const result = (fixed: number, broken: number, adjustedPValue: number): RunTest => ({
    id: 'r5',
    fixed,
    broken,
    bothRight: 80,
    bothWrong: 5,
    method: 'exact-binomial',
    pValue: adjustedPValue,
    adjustedPValue,
  });

  test.each([
    [result(12, 3, 0.0352), 1, 'r5 is better than r3 on 12 of 15 images where they differ, p = 0.035.'],
    [
      result(3, 12, 0.0352),
      2,
      'r5 is worse than r3 on 12 of 15 images where they differ, p = 0.035 (Holm, 2 tests).',
    ],
    [
      result(8, 7, 1),
      1,
      'r5 is not distinguishable from r3: better on 8 of 15 images where they differ, p = 1.',
    ],
    [
      result(1, 0, 1),
      1,
      'r5 is not distinguishable from r3: better on 1 of 1 image where they differ, p = 1.',
    ],
    [result(0, 0, 1), 1, 'r5 is not distinguishable from r3: they are wrong on the same images.'],
  ])('%#', (test, tests, words) => expect(testWords(test, 'r3', tests)).toBe(words));

  test('a p-value at the level counts as one that tells them apart', () => {
    expect([0.05, 0.0501].map((p) => verdictOf(result(9, 1, p)))).toEqual(['better', 'alike']);
    expect(pText(0.00001)).toBe('p < 0.0001');
  });
});

describe('settings', () => {
  const run = (changes: Partial<SettledRun['config']>, hash = 'a'): SettledRun => ({
    config: {
      dataset: 'sample',
      distance: 'l2',
      embedding: 'identity',
      loss: null,
      optimizer: null,
      sampler: null,
      normalizer: 'symmetric',
      params: {},
      k: 5,
      seed: 0,
      engine: 'auto',
      ...changes,
    },
    datasetHash: hash,
    engine: { name: 'native', version: '4', why: '' },
    path: 'none',
    versions: {},
  });

  test('that only one of the runs has differ', () => {
    const rows = settingRows([run({}), null, run({ loss: 'triplet', params: { margin: 0.7 } }, 'b')]);
    const differing = rows.filter(({ differs }) => differs);
    expect(differing.map(({ key, values }) => [key, values])).toEqual([
      ['loss', [null, null, 'triplet']],
      ['margin', [null, null, 0.7]],
      ['datasetHash', ['a', null, 'b']],
    ]);
    expect(rows.some(({ key }) => key === 'optimizer')).toBe(false);
  });
});

describe('scores', () => {
  const run = (
    validation: number | null,
    precisionAt1: number | null,
    [id, datasetHash] = ['r1', 'a'],
  ): ComparedRun => ({
    id,
    datasetHash,
    name: '',
    status: 'finished',
    problem: null,
    k: 5,
    error: { train: null, trainLeaveOneOut: null, validation, test: null },
    retrieval: {
      precisionAt1,
      rPrecision: null,
      meanAveragePrecisionAtR: null,
      recallAtK: precisionAt1 === null ? {} : { '1': precisionAt1, '8': 0.9, '2': 0.8 },
    },
    wrong: null,
    predicted: null,
  });

  test('mark the best: the lowest error, the highest precision, none where all are alike', () => {
    const runs = [run(0.2, 0.7), run(null, null), run(0.1, 0.7), run(0.1, 0.6)];
    expect(scoreLines(runs).map((line) => [line.key, bestOf(line, { runs, baseline: 'r1' })])).toEqual([
      ['validationError', [2, 3]],
      ['precisionAt1', [0, 2]],
      ['recallAt2', []],
      ['recallAt8', []],
    ]);
  });

  test('mark the best only among runs on the data of the baseline', () => {
    const runs = [
      run(0.2, 0.7, ['r1', 'a']),
      run(0.01, 0.9, ['r2', 'b']),
      run(0.1, 0.6, ['r3', 'a']),
      run(0.02, 0.9, ['r4', 'b']),
    ];
    const marked = (baseline: string) =>
      scoreLines(runs)
        .slice(0, 2)
        .map((line) => bestOf(line, { runs, baseline }));
    expect([marked('r1'), marked('r4'), marked('r3')]).toEqual([
      [[2], [0]],
      [[1], []],
      [[2], [0]],
    ]);
    const two = runs.slice(0, 2);
    expect(bestOf(scoreLines(two)[0]!, { runs: two, baseline: 'r1' })).toEqual([]);
  });
});
