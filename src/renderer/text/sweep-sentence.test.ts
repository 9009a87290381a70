import { expect, test } from 'vitest';
import type { DatasetSummary } from '@shared/dataset';
import { sizeOf, sweepSentence } from './sweep-sentence';

const dataset = { name: 'toys', splits: { train: 600, validation: 150, test: 0 } } as DatasetSummary;
const margin = { name: 'margin', values: [0.1, 0.5, 1] };
const k = { name: 'k', values: [1, 5] };

test('configurations times folds', () => {
  expect(sweepSentence({ axes: [margin], folds: 2, outerFolds: 0 }, 'triplet', 100, dataset)).toBe(
    '3 configurations × 2 folds = 6 fits with the triplet loss, 100 epochs each, on parts of the 600 training images of “toys”, each scored on the rest. Every k is scored for free.',
  );
});

test('on the validation split, with k and epochs varied', () => {
  const axes = [margin, k, { name: 'epochs', values: [5, 10] }];
  expect(sweepSentence({ axes, folds: 0, outerFolds: 0 }, 'triplet', null, dataset)).toBe(
    '6 configurations (each scored at 2 values of k) on the training split = 6 fits with the triplet loss, on 600 images of “toys”, chosen and scored on 150 validation images.',
  );
});

test('nested: folds, the same inside each outer fold, and the outer ones', () => {
  expect(sizeOf({ axes: [margin, k], folds: 5, outerFolds: 3 })).toEqual({
    configurations: 6,
    trained: 3,
    parts: 5 + 3 * 5 + 3,
    fits: 69,
  });
});
