import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vote } from '@ml/knn';
import type { Comparison } from '@shared/compare';
import type { NeighboursOfQuery } from '@shared/neighbours';
import { changedMistakes, confusionDifference, pairQueries, queriesOfCell, voteAt } from './pair';

const classes = 3;
const anyQueries = fc
  .integer({ min: 0, max: 25 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: 3 }, () =>
        fc.array(fc.nat({ max: classes - 1 }), { minLength: count, maxLength: count }),
      ),
    ),
  );

const comparison = (truth: number[], before: number[], after: number[] | null) =>
  ({
    baseline: 'r1',
    queries: { count: truth.length, firstRow: 40, truth },
    runs: [
      { id: 'r1', predicted: before },
      { id: 'r2', predicted: after },
    ],
  }) as unknown as Comparison;

test('a cell differs by its queries', () => {
  fc.assert(
    fc.property(anyQueries, ([truth = [], before = [], after = []]) => {
      const queries = pairQueries(comparison(truth, before, after), 'r2');
      const cells = confusionDifference(queries, classes).flat();
      for (const cell of cells) {
        const counts = [before, after].map(
          (predicted) =>
            truth.filter((label, at) => label === cell.actual && predicted[at] === cell.predicted).length,
        );
        expect([cell.before, cell.after]).toEqual(counts);
        const came = queriesOfCell(queries, cell).filter(
          ({ after: label }) => label === cell.predicted,
        ).length;
        const left = queriesOfCell(queries, cell).length - came;
        expect(came - left).toBe(cell.after - cell.before);
      }
      expect(cells.reduce((sum, cell) => sum + cell.after, 0)).toBe(truth.length);
    }),
  );
});

test('a query is fixed or broken as seen from the baseline', () => {
  const queries = pairQueries(comparison([0, 0, 1, 1], [0, 1, 1, 0], [1, 0, 1, 0]), 'r2');
  expect(queries.map(({ row, change }) => [row, change])).toEqual([
    [40, 'broken'],
    [41, 'fixed'],
    [42, 'bothRight'],
    [43, 'bothWrong'],
  ]);
  expect(pairQueries(comparison([0], [0], null), 'r2')).toEqual([]);
  expect(pairQueries(comparison([0], [0], [0]), null)).toEqual([]);
});

test('the vote at any k is the one the core counts', () => {
  const names = ['ant', 'bee', 'cat'];
  const anyLabels = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(anyLabels, fc.integer({ min: 1, max: 20 }), (labels, k) => {
      const neighbours = labels.map((label) => ({ class: names[label] }));
      const found = voteAt({ query: { class: 'bee' }, neighbours } as NeighboursOfQuery, k, names);
      const winner = vote(labels.slice(0, k), 3);
      expect(found.class).toBe(names[winner]);
      expect(found.votes).toBe(labels.slice(0, k).filter((label) => label === winner).length);
      expect(found.correct).toBe(winner === 1);
    }),
  );
});

test('the mistakes that changed most come first, and nothing that is right', () => {
  const [truth, before, after] = [
    [0, 0, 0, 1, 1, 2],
    [1, 1, 0, 1, 0, 2],
    [0, 0, 0, 1, 1, 0],
  ];
  const cells = confusionDifference(pairQueries(comparison(truth, before, after), 'r2'), classes);
  expect(changedMistakes(cells, 9)).toEqual([
    { actual: 0, predicted: 1, before: 2, after: 0 },
    { actual: 1, predicted: 0, before: 1, after: 0 },
    { actual: 2, predicted: 0, before: 0, after: 1 },
  ]);
  expect(changedMistakes(cells, 1)).toHaveLength(1);
});
