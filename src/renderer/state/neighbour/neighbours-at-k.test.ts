import { expect, it } from 'vitest';
import type { NeighboursOfQuery } from '@shared/neighbours';
import { atK } from './neighbours-at-k';

const classIndex = new Map([
  ['ant', 0],
  ['bee', 1],
]);

/** A query with neighbours of these classes, at the squared distances 1, 3, 6, 10, … */
function queryOf(own: string | null, classes: readonly string[]): NeighboursOfQuery {
  return {
    query: { index: null, split: null, class: own },
    neighbours: classes.map((name, at) => ({
      index: at,
      rank: at + 1,
      distance: ((at + 1) * (at + 2)) / 2,
      class: name,
      correct: null,
    })),
    vote: { class: '', votes: 0, counts: [], correct: null },
  };
}

it('takes the margin of an image without a class for the class voted for, which follows k', () => {
  const item = queryOf(null, ['bee', 'ant', 'ant']);
  expect(atK(item, 1, classIndex)).toMatchObject({
    vote: { class: 'bee', correct: null },
    margin: { value: 2, bound: 'exact' },
  });
  expect(atK(item, 3, classIndex)).toMatchObject({
    vote: { class: 'ant' },
    margin: { value: -2, bound: 'exact' },
  });
});

it('takes the farthest neighbour for a bound where all are of the class voted for', () => {
  expect(atK(queryOf(null, ['bee', 'bee', 'bee']), 1, classIndex).margin).toEqual({
    value: 5,
    bound: 'at-least',
  });
});

it('keeps the margin of a query for its own class, whatever the vote', () => {
  const item = queryOf('ant', ['bee', 'ant', 'ant']);
  for (const k of [1, 3]) expect(atK(item, k, classIndex).margin).toEqual({ value: -2, bound: 'exact' });
});
