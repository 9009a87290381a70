/** A column of a text table: its heading, its cells, whether they stand to the right, and whether they may be shortened. */
export type Column<Row> = { title: string; right?: boolean; whole?: boolean; cell: (row: Row) => string };

/**
 * Lays rows out in columns fitted to `width`: the widest column of words gives way first, shortened with "…".
 * `styleCell` sees each padded cell of the body (for colour), and cannot change its width.
 */
export function textTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  styleCell: (text: string, row: Row, column: Column<Row>) => string = (text) => text,
): string {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const widths = fitted(
    columns,
    columns.map((column, at) => widest(column.title, cells, at)),
    width,
  );
  const pad = (text: string, at: number) => {
    const room = widths[at]!;
    const short = shorten(text, room);
    return columns[at]?.right ? short.padStart(room) : short.padEnd(room);
  };
  const head = columns.map((column, at) => pad(column.title, at)).join(gap);
  const body = rows.map((row, line) =>
    columns.map((column, at) => styleCell(pad(cells[line]![at]!, at), row, column)).join(gap),
  );
  return [head, ...body].map((line) => line.trimEnd()).join('\n');
}

const gap = '  ';
const narrowest = 8;

function widest(title: string, cells: readonly string[][], at: number): number {
  return cells.reduce<number>((most, row) => Math.max(most, row[at]!.length), title.length);
}

function fitted<Row>(columns: readonly Column<Row>[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) + gap.length * (columns.length - 1) - width;
  while (excess > 0) {
    const largest = columns.reduce(
      (best, column, at) =>
        !column.right && !column.whole && widths[at]! > (widths[best] ?? narrowest) ? at : best,
      -1,
    );
    if (largest < 0) return widths;
    widths[largest] = widths[largest]! - 1;
    excess--;
  }
  return widths;
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
