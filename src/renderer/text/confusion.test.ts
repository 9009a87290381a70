import { expect, test } from 'vitest';
import { confusionRows, neighboursHref, worstMistakes } from './confusion';

const counts = [8, 2, 0, 0, 5, 0, 3, 1, 0];

test('a row is a true class: its queries, those that were wrong, and the share of each prediction', () => {
  const rows = confusionRows(counts, 3);
  expect(rows.map(({ total, wrong }) => [total, wrong])).toEqual([
    [10, 2],
    [5, 0],
    [4, 4],
  ]);
  expect(rows[0]?.cells.map(({ share }) => share)).toEqual([0.8, 0.2, 0]);
  expect(rows[2]?.cells.map(({ isRight }) => isRight)).toEqual([false, false, true]);
});

test('a class without queries has no shares, and counts of another size give no rows', () => {
  expect(confusionRows([0, 0, 1, 1], 2)[0]?.cells[0]?.share).toBe(0);
  expect(confusionRows([1, 2], 2)).toEqual([]);
});

test('the worst mistakes come first, and are off the diagonal', () => {
  expect(worstMistakes(confusionRows(counts, 3), 9)).toEqual([
    { actual: 2, predicted: 0, count: 3, total: 4 },
    { actual: 0, predicted: 1, count: 2, total: 10 },
    { actual: 2, predicted: 1, count: 1, total: 4 },
  ]);
  expect(worstMistakes(confusionRows(counts, 3), 1)).toHaveLength(1);
  expect(worstMistakes(confusionRows([3, 0, 0, 1], 2), 9)).toEqual([]);
});

test('a link survives any class name', () => {
  const [, query] = neighboursHref('r1', { actual: 'a&b=ü #1', predicted: 'c d' }).split('?');
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    split: 'validation',
    class: 'a&b=ü #1',
    predicted: 'c d',
    wrong: '1',
  });
  expect(neighboursHref('r1', { actual: 'cat', predicted: 'cat' })).not.toContain('wrong');
  expect(neighboursHref('r1', { actual: 'cat', split: 'train' })).toBe(
    '#/runs/r1/neighbours?split=train&class=cat',
  );
});
