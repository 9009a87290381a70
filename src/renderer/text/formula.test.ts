import { expect, test } from 'vitest';
import { formulaTokens } from './formula';

test('letters, words, indices and signs are told apart, and nothing is lost', () => {
  const tokens = formulaTokens('mean(max(0, D[a,p] − α) · same) + P1');
  expect(tokens.filter(({ kind }) => kind === 'letter').map(({ text }) => text)).toEqual(['D', 'α', 'P']);
  expect(tokens.filter(({ kind }) => kind === 'index').map(({ text }) => text)).toEqual(['a,p', '1']);
  expect(tokens.map(({ text }) => text).join('')).toBe('mean(max(0, Da,p − α) · same) + P1');
});
