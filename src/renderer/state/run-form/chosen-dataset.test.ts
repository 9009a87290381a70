import { expect, test } from 'vitest';
import type { DatasetSummary } from '@shared/dataset';
import { chosenDataset } from './chosen-dataset';

const [old, newest] = ['old', 'newest'].map((name) => ({ name }) as DatasetSummary);
const datasets = [old!, newest!];

test('the chosen dataset, the newest while none is chosen', () => {
  expect(chosenDataset(datasets, 'old')).toEqual({ dataset: old, gone: null });
  expect(chosenDataset(datasets, null)).toEqual({ dataset: newest, gone: null });
  expect(chosenDataset([], null)).toEqual({ dataset: undefined, gone: null });
});

test('one that is not here is named, not exchanged', () => {
  expect(chosenDataset(datasets, 'removed')).toEqual({ dataset: newest, gone: 'removed' });
});
