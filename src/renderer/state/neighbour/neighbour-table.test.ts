import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenRows, outcomesOf, votesAt, type Table, type TableFilter } from './neighbour-table';
import { atK } from './neighbours-at-k';

const classCount = 4;
const label = fc.nat({ max: classCount - 1 });
const anyTable = fc
  .record({ queries: fc.nat({ max: 14 }), maxK: fc.integer({ min: 1, max: 7 }) })
  .chain(({ queries, maxK }) =>
    fc.record({
      maxK: fc.constant(maxK),
      labels: fc.array(label, { minLength: queries, maxLength: queries }),
      classes: fc.array(label, { minLength: queries * maxK, maxLength: queries * maxK }),
      margins: fc.array(fc.integer({ min: -5, max: 5 }), { minLength: queries, maxLength: queries }),
    }),
  )
  .map(({ maxK, labels, classes, margins }): Table => ({
    splitSize: labels.length,
    maxK,
    rows: Int32Array.from(labels, (_, at) => 100 + 2 * at),
    labels: Uint16Array.from(labels),
    classes: Uint16Array.from(classes),
    margins: Float32Array.from(margins),
    bounds: new Int8Array(labels.length),
  }));

/** The class most of the k nearest have, the lowest on ties, and its votes. */
function naiveVote({ classes, maxK }: Table, query: number, k: number): { winner: number; votes: number } {
  const near = [...classes.slice(query * maxK, query * maxK + Math.min(k, maxK))];
  const counts = [0, 1, 2, 3].map((name) => near.filter((other) => other === name).length);
  const votes = Math.max(...counts);
  return { winner: counts.indexOf(votes), votes };
}

test('votes are those of a naive count, at every k, in the table and of a single query', () => {
  fc.assert(
    fc.property(anyTable, fc.integer({ min: 1, max: 9 }), (table, k) => {
      const { winners, counts, wrong } = votesAt(table, k, classCount);
      const naive = Array.from(table.labels, (_, query) => naiveVote(table, query, k));
      expect([...winners]).toEqual(naive.map(({ winner }) => winner));
      expect([...counts]).toEqual(naive.map(({ votes }) => votes));
      expect(wrong).toBe(naive.filter(({ winner }, query) => winner !== table.labels[query]).length);
      const classIndex = new Map([0, 1, 2, 3].map((name) => [`c${name}`, name]));
      for (const [query, { winner, votes }] of naive.entries()) {
        const own = [...table.classes.slice(query * table.maxK, (query + 1) * table.maxK)];
        const neighbours = own.map((name, at) => ({
          index: at,
          rank: at + 1,
          distance: at,
          class: `c${name}`,
          correct: null,
        }));
        const item = {
          query: { index: 0, split: null, class: `c${table.labels[query]}` },
          neighbours,
          vote: { class: '', votes: 0, counts: [], correct: null },
        };
        const voted = atK(item, k, classIndex);
        expect(voted.vote).toMatchObject({
          class: `c${winner}`,
          votes,
          correct: winner === table.labels[query],
        });
        expect(voted.neighbours.length).toBe(Math.min(k, table.maxK));
      }
    }),
  );
});

const anyFilter: fc.Arbitrary<TableFilter> = fc.record({
  wrongOnly: fc.boolean(),
  label: fc.option(label),
  predicted: fc.option(label),
  outcome: fc.option(fc.constantFrom('fixed' as const, 'broken' as const, 'both-wrong' as const)),
  order: fc.constantFrom(
    'dataset' as const,
    'least-certain' as const,
    'smallest-margin' as const,
    'fixed-first' as const,
  ),
  only: fc.option(
    fc.array(fc.nat({ max: 14 }), { minLength: 1 }).map((at) => new Set(at.map((one) => 100 + 2 * one))),
  ),
});

test('filters and orders are those of a naive list, alone and beside another space', () => {
  fc.assert(
    fc.property(
      anyTable,
      anyFilter,
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      (table, filter, paired, k) => {
        const votes = votesAt(table, k, classCount);
        const other = {
          ...table,
          classes: table.classes.toReversed(),
          rows: table.rows.filter((_, at) => at % 3 > 0),
        };
        const otherVotes = votesAt({ ...other, rows: table.rows }, k, classCount);
        const before = {
          table: { ...other, labels: table.labels.filter((_, at) => at % 3 > 0) },
          votes: { ...otherVotes, winners: otherVotes.winners.filter((_, at) => at % 3 > 0) },
        };
        const outcomes = paired ? outcomesOf(before, { table, votes }) : null;
        const was = new Map(Array.from(before.table.rows, (row, at) => [row, before.votes.winners[at]]));
        const all = Array.from(table.rows, (row, at) => {
          const truth = table.labels[at]!;
          const [first, second] = [was.get(row) === truth, votes.winners[at] === truth];
          const outcome = second ? (first ? 'both-right' : 'fixed') : first ? 'broken' : 'both-wrong';
          return { row, truth, at, winner: votes.winners[at]!, outcome };
        });
        const kept = all
          .filter(({ truth, winner }) => !filter.wrongOnly || truth !== winner)
          .filter(({ truth }) => filter.label === null || truth === filter.label)
          .filter(({ winner }) => filter.predicted === null || winner === filter.predicted)
          .filter(({ row }) => !filter.only || filter.only.has(row))
          .filter(
            ({ row, outcome }) =>
              !paired || (was.has(row) && (!filter.outcome || outcome === filter.outcome)),
          );
        const order = ['fixed', 'broken', 'both-wrong', 'both-right'];
        if (filter.order === 'least-certain') kept.sort((a, b) => votes.counts[a.at]! - votes.counts[b.at]!);
        if (filter.order === 'smallest-margin')
          kept.sort((a, b) => table.margins[a.at]! - table.margins[b.at]!);
        if (filter.order === 'fixed-first' && paired)
          kept.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
        expect(chosenRows(table, votes, filter, outcomes)).toEqual(kept.map(({ row }) => row));
      },
    ),
  );
});
