import { expect, test } from 'vitest';
import type { DatasetSummary } from '@shared/dataset';
import { whatWillRun } from './what-will-run';

const dataset = { name: 'toys', splits: { train: 601, validation: 150, test: 0 } } as DatasetSummary;
const mlp = {
  embedding: 'mlp',
  loss: 'triplet',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
};

test('a trained distance: what, on what, how long, and who votes', () => {
  const params = { epochs: 100, batchSize: 50, hiddenSize: 256, embeddingSize: 64 };
  expect(whatWillRun({ dataset: 'toys', distance: 'triplet', params, k: 36 }, mlp, dataset)).toBe(
    'Trains a network with 256 hidden units to 64 numbers with the triplet loss on 601 images of “toys”, 100 epochs of 13 steps; then the 36 nearest training images vote on the class of 150 validation images.',
  );
});

test('plain L2 without validation', () => {
  const parts = {
    embedding: 'identity',
    loss: null,
    optimizer: null,
    sampler: null,
    normalizer: 'symmetric',
  };
  const bare = { ...dataset, splits: { train: 10, validation: 0, test: 0 } };
  expect(whatWillRun({ dataset: 'toys', distance: 'l2', k: 1 }, parts, bare)).toBe(
    'Nothing is trained: by the plain distance between pixels, the nearest training image decides on the class of the training images themselves, each left out in turn.',
  );
});
