import type { NeighbourTable } from '@shared/neighbours';

/** A split's neighbours as the page counts with them; see `neighbourTableSchema` for what each array holds. */
export type Table = {
  splitSize: number;
  maxK: number;
  rows: Int32Array;
  labels: Uint16Array;
  classes: Uint16Array;
  margins: Float32Array;
  bounds: Int8Array;
};

/** Votes of all queries of a table at one k. */
export type TableVotes = { k: number; winners: Uint16Array; counts: Uint16Array; wrong: number };

export type NeighbourOrder = 'dataset' | 'least-certain' | 'smallest-margin' | 'fixed-first' | 'broken-first';

/** What a list shows, by class indices. */
export type TableFilter = {
  wrongOnly: boolean;
  label: number | null;
  predicted: number | null;
  outcome: Outcome | null;
  order: NeighbourOrder;
  /** Only these rows; null: any. */
  only: ReadonlySet<number> | null;
};

/** What became of a query between a first and a second space. */
export type Outcome = 'fixed' | 'broken' | 'both-wrong' | 'both-right';

/** Decodes a table as it comes over the wire. */
export function decodeTable(table: NeighbourTable): Table {
  return {
    splitSize: table.splitSize,
    maxK: table.maxK,
    rows: new Int32Array(bufferOf(table.rows)),
    labels: new Uint16Array(bufferOf(table.labels)),
    classes: new Uint16Array(bufferOf(table.classes)),
    margins: new Float32Array(bufferOf(table.margins)),
    bounds: new Int8Array(bufferOf(table.bounds)),
  };
}

/** The votes of the k nearest of every query; the lowest class wins a tie. */
export function votesAt({ maxK, labels, classes }: Table, asked: number, classCount: number): TableVotes {
  const k = Math.max(1, Math.min(asked, maxK));
  const [winners, counts] = [new Uint16Array(labels.length), new Uint16Array(labels.length)];
  const votes = new Uint16Array(classCount);
  let wrong = 0;
  for (let query = 0; query < labels.length; query++) {
    let [winner, most] = [0, 0];
    const from = query * maxK;
    for (let at = from; at < from + k; at++) {
      const label = classes[at]!;
      const count = ++votes[label]!;
      if (count > most || (count === most && label < winner)) [winner, most] = [label, count];
    }
    for (let at = from; at < from + k; at++) votes[classes[at]!] = 0;
    winners[query] = winner;
    counts[query] = most;
    if (winner !== labels[query]) wrong++;
  }
  return { k, winners, counts, wrong };
}

/** What became of every row that both tables have, from the first to the second. */
export function outcomesOf(
  first: { table: Table; votes: TableVotes },
  second: { table: Table; votes: TableVotes },
): ReadonlyMap<number, Outcome> {
  const places = new Map(Array.from(first.table.rows, (row, place) => [row, place]));
  const outcomes = new Map<number, Outcome>();
  for (const [place, row] of second.table.rows.entries()) {
    const before = places.get(row);
    if (before === undefined) continue;
    const truth = second.table.labels[place];
    const was = first.votes.winners[before] === truth;
    const is = second.votes.winners[place] === truth;
    outcomes.set(row, is ? (was ? 'both-right' : 'fixed') : was ? 'broken' : 'both-wrong');
  }
  return outcomes;
}

/** Rows of the dataset that a filter leaves, in its order; with outcomes only rows that have one. */
export function chosenRows(
  table: Table,
  votes: TableVotes,
  filter: TableFilter,
  outcomes: ReadonlyMap<number, Outcome> | null,
): number[] {
  const chosen: number[] = [];
  for (const [place, row] of table.rows.entries()) {
    const [truth, winner] = [table.labels[place], votes.winners[place]];
    if (filter.wrongOnly && winner === truth) continue;
    if (filter.label !== null && truth !== filter.label) continue;
    if (filter.predicted !== null && winner !== filter.predicted) continue;
    if (filter.only && !filter.only.has(row)) continue;
    if (outcomes && !outcomes.has(row)) continue;
    if (outcomes && filter.outcome && outcomes.get(row) !== filter.outcome) continue;
    chosen.push(place);
  }
  const key = keyOf(table, votes, filter.order, outcomes);
  if (key) chosen.sort((a, b) => key(a) - key(b) || a - b);
  return chosen.map((place) => table.rows[place]!);
}

const ranks: Record<'fixed-first' | 'broken-first', readonly Outcome[]> = {
  'fixed-first': ['fixed', 'broken', 'both-wrong', 'both-right'],
  'broken-first': ['broken', 'fixed', 'both-wrong', 'both-right'],
};

function keyOf(
  { margins, rows }: Table,
  { counts }: TableVotes,
  order: NeighbourOrder,
  outcomes: ReadonlyMap<number, Outcome> | null,
): ((place: number) => number) | null {
  switch (order) {
    case 'dataset':
      return null;
    case 'least-certain':
      return (place) => counts[place]!;
    case 'smallest-margin':
      return (place) => margins[place]!;
    case 'fixed-first':
    case 'broken-first':
      return outcomes && ((place) => ranks[order].indexOf(outcomes.get(rows[place]!) ?? 'both-right'));
  }
}

function bufferOf(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}
