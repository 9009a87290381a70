import { expect, test } from 'vitest';
import { largestKnownK, sweepAtK, variesK } from './sweep-at-k';
import { finishedSweep } from './sweep-fixture';

const errors = [
  [0.2, 0.22, 0.24],
  [0.1, 0.14, 0.12],
  [0.13, 0.1, 0.14],
];
const sweep = finishedSweep((configuration, fold) => errors[configuration]![fold]!);

test('at its own k everything is as the core says', () => {
  const { isOwn, points } = sweepAtK(sweep, 5);
  expect(isOwn).toBe(true);
  expect(points.map(({ validation }) => validation)).toEqual(
    sweep.configurations.map(({ validation }) => validation),
  );
  expect(points.filter(({ isBest }) => isBest).map(({ index }) => index)).toEqual([sweep.best!.index]);
  expect(points[sweep.best!.index]!.isTied).toBe(false);
});

test('at another k: means of the folds, the lowest marked, nothing pretended', () => {
  const { isOwn, points } = sweepAtK(sweep, 1);
  expect(isOwn).toBe(false);
  for (const [at, folds] of errors.entries())
    expect(points[at]!.validation.mean).toBeCloseTo((2 * (folds[0]! + folds[1]! + folds[2]!)) / 3, 12);
  expect(points.findIndex(({ isBest }) => isBest)).toBe(1);
  expect(
    points.every(({ train, validation }) => train.mean === null && validation.standardError === null),
  ).toBe(true);
  expect(
    points.some(({ isTied, isOneStandardError, pValue }) => isTied || isOneStandardError || pValue),
  ).toBe(false);
});

test('while fits are missing nothing is the best, at any k', () => {
  const half = finishedSweep((configuration) => (configuration === 2 ? null : 0.1));
  for (const k of [1, 5]) expect(sweepAtK(half, k).points.some(({ isBest }) => isBest)).toBe(false);
  expect(sweepAtK(half, 1).points[2]!.validation.mean).toBeNull();
});

test('k reaches as far as every configuration tells', () => {
  expect(largestKnownK(sweep)).toBe(5);
  expect(largestKnownK(finishedSweep(() => null))).toBe(sweep.config.base.k);
  expect(variesK(sweep)).toBe(false);
  expect(variesK(finishedSweep(() => 0.1, { axes: [{ name: 'k', values: [1, 5] }] }))).toBe(true);
});
