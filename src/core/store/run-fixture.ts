import type { NewRun } from './run-row';

/** A run as it is asked for, for tests. */
export function anyRun(change: Partial<NewRun> = {}): NewRun {
  return {
    name: 'triplet on tiny',
    config: {
      dataset: 'tiny',
      distance: 'triplet',
      embedding: 'mlp',
      loss: 'triplet',
      optimizer: 'sgd',
      sampler: 'shuffle',
      normalizer: 'symmetric',
      params: { margin: 0.7, epochs: 4 },
      k: 5,
      seed: 0,
      engine: 'auto',
    },
    datasetHash: '0'.repeat(64),
    tags: [],
    epochs: 4,
    createdAt: '2026-01-01T00:00:00.000Z',
    study: null,
    ...change,
  };
}
