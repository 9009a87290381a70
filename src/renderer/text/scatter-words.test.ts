import { expect, test } from 'vitest';
import { scatterWords } from './scatter-words';

const all = { layout: 'pca', points: 750, total: 750, shown: 750, epoch: 12, stratified: false } as const;

test('what is shown, of how many, and how they were chosen', () => {
  expect(scatterWords(all)).toBe('Principal components after epoch 12: all 750 images.');
  expect(scatterWords({ ...all, points: 1000, total: 60000, shown: 1000 })).toMatch(
    /1[,\s]000 of 60[,\s]000 images, spread evenly over the dataset\.$/,
  );
  const umap = {
    ...all,
    layout: 'umap',
    points: 10000,
    total: 70000,
    epoch: null,
    stratified: true,
  } as const;
  expect(scatterWords({ ...umap, shown: 1429 })).toMatch(
    /^UMAP of the final embedding: 10[,\s]000 of 70[,\s]000 images, the same share of every class and split; 1[,\s]429 of them shown\.$/,
  );
  expect(scatterWords({ ...all, points: 0 })).toBe('');
});
