import { expect, test } from 'vitest';
import { deletedWords } from './deleted-words';

const none = { deleted: 0, kept: 0 };

test('what was deleted is listed, and what stayed with the reason', () => {
  expect(deletedWords({ runs: { deleted: 1, kept: 0 }, sweeps: none, datasets: none })).toBe(
    'Deleted 1 run for good.',
  );
  expect(
    deletedWords({
      runs: { deleted: 1200, kept: 1 },
      sweeps: { deleted: 1, kept: 0 },
      datasets: { deleted: 2, kept: 1 },
    }),
  ).toBe(
    'Deleted 1,200 runs, 1 sweep and 2 datasets for good. 1 run stayed: locked, of a study, or still ending. ' +
      '1 dataset stayed: needed by runs or sweeps, or by an import.',
  );
  expect(deletedWords({ runs: { deleted: 0, kept: 2 }, sweeps: none, datasets: none })).toBe(
    'Deleted nothing for good. 2 runs stayed: locked, of a study, or still ending.',
  );
});
