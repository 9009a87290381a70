import { changeOf, type Change } from '@ml/compare/against-baseline';
import type { Comparison } from '@shared/compare';
import type { NeighboursOfQuery, Vote } from '@shared/neighbours';

/** A query as two runs see it: its dataset row, class, and what it is taken for. */
export type PairQuery = { row: number; truth: number; before: number; after: number; change: Change };

/** Every query of a comparison as the baseline and `other` see it; none when their votes cannot be laid side by side. */
export function pairQueries({ runs, baseline, queries }: Comparison, other: string | null): PairQuery[] {
  const before = runs.find(({ id }) => id === baseline)?.predicted;
  const after = runs.find(({ id }) => id === other)?.predicted;
  if (!before || !after || !queries.truth) return [];
  return queries.truth.map((truth, at) => ({
    row: queries.firstRow + at,
    truth,
    before: before[at] ?? -1,
    after: after[at] ?? -1,
    change: changeOf(before[at] === truth, after[at] === truth),
  }));
}

/** A cell of the difference of two confusion matrices. */
export type DifferenceCell = { actual: number; predicted: number; before: number; after: number };

/** Cells [actual][predicted] that count how often each run takes one class for another. */
export function confusionDifference(queries: readonly PairQuery[], classes: number): DifferenceCell[][] {
  const cells = Array.from({ length: classes }, (_, actual) =>
    Array.from({ length: classes }, (_cell, predicted) => ({ actual, predicted, before: 0, after: 0 })),
  );
  for (const { truth, before, after } of queries) {
    const row = cells[truth];
    if (row?.[before]) row[before].before++;
    if (row?.[after]) row[after].after++;
  }
  return cells;
}

/** The mistakes by which two runs differ most: cells off the diagonal, the largest difference first. */
export function changedMistakes(
  cells: readonly (readonly DifferenceCell[])[],
  most: number,
): DifferenceCell[] {
  const size = (cell: DifferenceCell) => Math.abs(cell.after - cell.before);
  return cells
    .flat()
    .filter((cell) => cell.actual !== cell.predicted && size(cell) > 0)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** Queries that exactly one of the runs puts into a cell: those by which the cell differs. */
export function queriesOfCell(
  queries: readonly PairQuery[],
  { actual, predicted }: Pick<DifferenceCell, 'actual' | 'predicted'>,
): PairQuery[] {
  return queries.filter(
    ({ truth, before, after }) => truth === actual && (before === predicted) !== (after === predicted),
  );
}

/** The vote of the k nearest of those that are known; the class first in `classNames` wins ties. */
export function voteAt(
  { query, neighbours }: NeighboursOfQuery,
  k: number,
  classNames: readonly string[],
): Vote {
  const votes = new Map<string, number>();
  for (const neighbour of neighbours.slice(0, k))
    votes.set(neighbour.class, (votes.get(neighbour.class) ?? 0) + 1);
  const counts = [...votes]
    .map(([name, count]) => ({ class: name, votes: count }))
    .sort((a, b) => b.votes - a.votes || classNames.indexOf(a.class) - classNames.indexOf(b.class));
  const winner = counts[0] ?? { class: '', votes: 0 };
  return { ...winner, counts, correct: query.class === null ? null : winner.class === query.class };
}
