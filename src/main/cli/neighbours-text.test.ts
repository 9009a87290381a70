import { expect, test } from 'vitest';
import type { NeighboursOfQuery } from '@shared/neighbours';
import { neighboursText, queriesText } from './neighbours-text';
import { createStyle } from './terminal/style';

const plain = createStyle(false);
const found: NeighboursOfQuery = {
  query: { index: 601, split: 'validation', class: 'apple' },
  neighbours: [
    { index: 7, rank: 1, distance: 0.25, class: 'pear', correct: false },
    { index: 12, rank: 2, distance: 1.5, class: 'apple', correct: true },
  ],
  vote: {
    class: 'pear',
    votes: 1,
    counts: [
      { class: 'pear', votes: 1 },
      { class: 'apple', votes: 1 },
    ],
    correct: false,
  },
};

test('a query shows its neighbours, nearest first, and the vote', () => {
  expect(neighboursText(found, plain, 80).split('\n')).toEqual([
    'Image 601 (validation), class apple',
    '',
    'Rank  Image  Distance  Class',
    '   1      7      0.25  pear   wrong',
    '   2     12       1.5  apple  right',
    '',
    'Vote: pear (wrong); pear 1, apple 1',
  ]);
});

test('an image from outside is neither right nor wrong, and was made like the dataset’s', () => {
  const text = neighboursText(
    {
      fit: {
        from: { width: 640, height: 480 },
        to: { width: 28, height: 28 },
        turnedGrey: true,
        laidOnWhite: false,
      },
      query: { index: null, split: null, class: null },
      neighbours: found.neighbours.map((neighbour) => ({ ...neighbour, correct: null })),
      vote: { ...found.vote, correct: null },
    },
    plain,
    80,
  );
  expect(text).not.toMatch(/right|wrong/);
  expect(text.split('\n').slice(0, 3)).toEqual([
    'Your image',
    "Resized from 640 × 480 to 28 × 28 (stretched, nothing cut off) and turned grey, like the dataset's images.",
    '',
  ]);
});

test('a list of queries says how many are voted wrong in all', () => {
  const page = { total: 3, queries: 150, splitSize: 150, wrong: 30, maxK: 599, k: 2, items: [found] };
  const lines = queriesText(page, plain, 80).split('\n');
  expect(lines[0]).toBe('k = 2: 30 of 150 queries are voted wrong (20.0 %); 1 of 3 listed');
  expect(lines[3]?.trim().split(/ {2,}/)).toEqual(['601', 'apple', 'pear', '1 of 2', '7', '0.25', 'wrong']);
  expect(queriesText({ ...page, items: [] }, plain, 80)).toContain('No query fits.');
});
