import { expect, test } from 'vitest';
import type { RunConfig } from '@shared/run';
import { changedSettings, settingsOf, subtitleOf } from './facts';

const config: RunConfig = {
  dataset: 'toys',
  distance: 'l2-min',
  embedding: 'linear',
  loss: 'same-class',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
  params: { embeddingSize: 64, learningRate: 0.01, momentum: 0, weightDecay: 0, epochs: 20, batchSize: 50 },
  k: 36,
  seed: 0,
  engine: 'auto',
};

test('only what differs from the preset is said', () => expect(changedSettings(config)).toBe('Epochs 20'));

test('settings are named as the registries name them', () => {
  const words = settingsOf(config).map(({ label, value }) => `${label}: ${value}`);
  expect(words).toContain('Distance: Same-class minimisation');
  expect(words).toContain('Optimizer: SGD');
  expect(words).toContain('Learning rate: 0.01');
});

test('a run from another version, with parts that are not known here, is still shown', () => {
  expect(settingsOf({ ...config, distance: 'gone', loss: 'gone' }).map(({ value }) => value)).toContain(
    'gone',
  );
});

test('another embedding in the place of the distance’s own is said first', () => {
  const linear = {
    ...config,
    distance: 'triplet',
    loss: 'triplet',
    optimizer: 'adam',
    params: { epochs: 20 },
  };
  expect(changedSettings(linear)).toBe('Linear, Adam, Epochs 20');
  expect(subtitleOf(linear)).toBe('Triplet on “toys” · Linear, Adam, Epochs 20 · seed 0');
});
