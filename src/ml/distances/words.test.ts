import { expect, test } from 'vitest';
import { distanceWords } from './words';

test.each([
  ['triplet', 'mlp', 'Triplet (MLP)'],
  ['triplet', 'linear', 'Triplet'],
  ['contrastive', 'mlp', 'Contrastive'],
  ['gone', 'linear', 'gone'],
])('%s on %s is called "%s"', (distance, embedding, words) =>
  expect(distanceWords({ distance, embedding })).toBe(words),
);
