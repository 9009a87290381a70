import { expect, test } from 'vitest';
import { estimateWords } from './times';

test('what single runs say of a sweep is a range', () => {
  const estimate = { ms: 40, fits: 1, from: 'alike', alone: { onceMs: 200 } } as const;
  expect(estimateWords(estimate, 204)).toBe('4.0 s to 20 s, from one run here; fits of a sweep share work.');
  expect(estimateWords({ ms: 1000, fits: 2, from: 'alike' }, 3)).toBe(
    'About 3.0 s, from 2 similar fits here.',
  );
});
