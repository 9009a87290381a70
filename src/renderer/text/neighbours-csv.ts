import type { Hubs } from '@shared/neighbours';
import type { ChartTable } from '../charts/chart';
import type { Items } from '../state/neighbour/query-rows';
import type { Table, TableVotes } from '../state/neighbour/neighbour-table';

/** Queries with their votes, as a list of the Neighbours page has them. */
export type VotedQueries = { rows: readonly number[]; table: Table; votes: TableVotes; items: Items };

/**
 * One row a query: what it is, what its k neighbours vote for, its margin, and the neighbours from the nearest on (rows,
 * classes and squared distances as lists in a cell).
 */
export function neighboursCsv(
  { rows, table, votes, items }: VotedQueries,
  names: readonly string[],
): ChartTable {
  const places = new Map(Array.from(table.rows, (row, place) => [row, place]));
  return {
    columns: [
      'query',
      'class',
      'vote',
      'votes',
      'k',
      'correct',
      'margin',
      'margin_is',
      'neighbours',
      'neighbour_classes',
      'squared_distances',
    ],
    rows: rows.map((row) => {
      const place = places.get(row) ?? 0;
      const [label = 0, winner = 0] = [table.labels[place], votes.winners[place]];
      const nearest = items.get(row)?.neighbours.slice(0, votes.k) ?? [];
      const bound = table.bounds[place] ?? 0;
      return [
        row,
        names[label] ?? '',
        names[winner] ?? '',
        votes.counts[place] ?? 0,
        votes.k,
        Number(label === winner),
        table.margins[place] ?? null,
        bound === 0 ? 'exact' : bound > 0 ? 'at least' : 'at most',
        nearest.map(({ index }) => index).join(' '),
        nearest.map((each) => each.class).join(' | '),
        nearest.map(({ distance }) => distance).join(' '),
      ];
    }),
  };
}

/** Hubs and the anti-hubs that are shown: how many queries have each among their k nearest, and how many of other classes. */
export function hubsCsv({ hubs, antiHubExamples, k }: Hubs): ChartTable {
  const of = (kind: string) => (hub: Hubs['hubs'][number]) => [
    kind,
    hub.index,
    hub.class,
    hub.count,
    hub.bad,
    k,
  ];
  return {
    columns: ['kind', 'row', 'class', 'queries', 'queries_of_other_classes', 'k'],
    rows: [...hubs.map(of('hub')), ...antiHubExamples.map(of('anti-hub'))],
  };
}
