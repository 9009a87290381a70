import type { NeighboursOfQuery } from '@shared/neighbours';
import { atK, type QueryAtK } from './neighbours-at-k';
import type { Outcome } from './neighbour-table';

/** A query in its space and in the one it is compared with; null until its neighbours are there. */
export type QueryPair = {
  row: number;
  item: QueryAtK | null;
  versus: QueryAtK | null;
  outcome: Outcome | null;
};

/** Neighbours by the row of their query. */
export type Items = ReadonlyMap<number, NeighboursOfQuery>;

export const noItems: Items = new Map();

/** The items and what was found for some more rows, in their order. */
export function withItems(items: Items, rows: readonly number[], found: readonly NeighboursOfQuery[]): Items {
  return new Map([...items, ...found.map((item, at) => [rows[at]!, item] as const)]);
}

/** Class index by name. */
export function classIndexOf(classes: readonly { name: string }[]): ReadonlyMap<string, number> {
  return new Map(classes.map(({ name }, at) => [name, at]));
}

/** The rows that have an example among their k nearest. */
export function rowsWithin(
  occurrences: readonly { row: number; rank: number }[],
  k: number,
): ReadonlySet<number> {
  return new Set(occurrences.filter(({ rank }) => rank <= k).map(({ row }) => row));
}

/** Queries with the votes of their k nearest; `versus` is null where nothing is compared. */
export function queryPairs(
  rows: readonly number[],
  { main, versus }: { main: Items; versus: Items | null },
  k: number,
  classIndex: ReadonlyMap<string, number>,
): QueryPair[] {
  const voted = (item: NeighboursOfQuery | undefined) => (item ? atK(item, k, classIndex) : null);
  return rows.map((row) => {
    const [item, before] = [voted(main.get(row)), voted(versus?.get(row))];
    return { row, item, versus: before, outcome: outcomeOf(before, item) };
  });
}

/** What became of a query from the first to the second; null when nobody knows its class. */
export function outcomeOf(first: QueryAtK | null, second: QueryAtK | null): Outcome | null {
  const [was, is] = [first?.vote.correct, second?.vote.correct];
  if (typeof was !== 'boolean' || typeof is !== 'boolean') return null;
  return is ? (was ? 'both-right' : 'fixed') : was ? 'broken' : 'both-wrong';
}
