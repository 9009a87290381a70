import { fitWords } from '@shared/fit-words';
import type { Neighbour, NeighboursOfQuery, NeighboursPage } from '@shared/neighbours';
import { printable } from './output';
import type { Style } from './terminal/style';
import { textTable, type Column } from './terminal/table';
import { numberText, percentText } from './terminal/words';

const columns: readonly Column<Neighbour>[] = [
  { title: 'Rank', right: true, cell: (neighbour) => String(neighbour.rank) },
  { title: 'Image', right: true, cell: (neighbour) => String(neighbour.index) },
  { title: 'Distance', right: true, cell: (neighbour) => numberText(neighbour.distance) },
  { title: 'Class', cell: (neighbour) => printable(neighbour.class) },
  { title: '', whole: true, cell: ({ correct }) => verdict(correct) },
];

/** One query with its neighbours, nearest first, and their vote. */
export function neighboursText(found: NeighboursOfQuery, style: Style, width: number): string {
  const { query, neighbours, vote, fit } = found;
  const title =
    query.index === null
      ? 'Your image'
      : `Image ${query.index} (${query.split}), class ${className(query.class)}`;
  const table = textTable(columns, neighbours, width, (text, { correct }, column) =>
    column.title === '' ? coloured(style, correct)(text) : text,
  );
  const counts = vote.counts.map((count) => `${printable(count.class)} ${count.votes}`).join(', ');
  const result = `Vote: ${printable(vote.class)}${vote.correct === null ? '' : ` (${verdict(vote.correct)})`}; ${counts}`;
  return [
    style.bold(title),
    ...(fit ? [fitWords(fit)] : []),
    '',
    table,
    '',
    coloured(style, vote.correct)(result),
  ].join('\n');
}

const queryColumns: readonly Column<NeighboursOfQuery>[] = [
  { title: 'Image', right: true, cell: ({ query }) => (query.index === null ? '–' : String(query.index)) },
  { title: 'Class', cell: ({ query }) => className(query.class) },
  { title: 'Vote', cell: ({ vote }) => printable(vote.class) },
  { title: 'Votes', right: true, cell: ({ vote, neighbours }) => `${vote.votes} of ${neighbours.length}` },
  {
    title: 'Nearest',
    right: true,
    cell: ({ neighbours }) => (neighbours[0] ? String(neighbours[0].index) : '–'),
  },
  { title: 'Distance', right: true, cell: ({ neighbours }) => numberText(neighbours[0]?.distance) },
  { title: '', whole: true, cell: ({ vote }) => verdict(vote.correct) },
];

/** A page of queries with their votes. */
export function queriesText(page: NeighboursPage, style: Style, width: number): string {
  const { total, queries, wrong, k, items } = page;
  const share = queries === 0 ? '' : ` (${percentText(wrong / queries)})`;
  const head = `k = ${k}: ${wrong} of ${queries} queries are voted wrong${share}; ${items.length} of ${total} listed`;
  const table = textTable(queryColumns, items, width, (text, { vote }, column) =>
    column.title === '' ? coloured(style, vote.correct)(text) : text,
  );
  return `${style.bold(head)}\n\n${items.length === 0 ? 'No query fits.' : table}`;
}

function className(name: string | null): string {
  return name === null ? 'unknown' : printable(name);
}

function verdict(correct: boolean | null): string {
  return correct === null ? '' : correct ? 'right' : 'wrong';
}

function coloured(style: Style, correct: boolean | null): (text: string) => string {
  return correct === null ? (text) => text : correct ? style.green : style.red;
}
