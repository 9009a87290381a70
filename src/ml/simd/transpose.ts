import {
  defineRoutine,
  either,
  f32,
  f32x4,
  i32,
  whileBelow,
  type Code,
  type Local,
  type Variable,
} from './assembler';

/**
 * into [columns, rows] = values [rows, columns] transposed, in tiles of 4 × 4 whose last ones overlap those before; fewer than 4
 * rows or columns one by one.
 */
export const transpose = defineRoutine({
  name: 'transpose',
  parameters: { values: 'i32', into: 'i32', rows: 'i32', columns: 'i32' },
  variables: { row: 'i32', column: 'i32', placedRow: 'i32', placedColumn: 'i32' },
  body({ values, into, rows, columns, row, column, placedRow, placedColumn }, variable) {
    const entry = (base: Local, at: Local, width: Local, place: Local) =>
      i32.add(base.get, i32.multiply(four, i32.add(i32.multiply(at.get, width.get), place.get)));
    const each = (step: Code, body: Code) =>
      whileBelow(row, rows.get, step, [
        ...column.set(i32.constant(0)),
        ...whileBelow(column, columns.get, step, body),
      ]);
    const oneByOne = each(
      i32.constant(1),
      f32.store(entry(into, column, rows, row), f32.load(entry(values, row, columns, column))),
    );
    const tile = turned(variable, {
      from: entry(values, placedRow, columns, placedColumn),
      fromStep: i32.multiply(columns.get, four),
      into: entry(into, placedColumn, rows, placedRow),
      intoStep: i32.multiply(rows.get, four),
    });
    const tiles = each(four, [
      ...placedRow.set(i32.least(row.get, i32.subtract(rows.get, four))),
      ...placedColumn.set(i32.least(column.get, i32.subtract(columns.get, four))),
      ...tile,
    ]);
    return either(i32.lessThan(i32.least(rows.get, columns.get), four), oneByOne, tiles);
  },
});

const four = i32.constant(4);

type Tile = Record<'from' | 'fromStep' | 'into' | 'intoStep', Code>;

/** Four rows of four floats become four columns: pairs first, then pairs of pairs. */
function turned(variable: Variable, { from, fromStep, into, intoStep }: Tile): Code {
  const at = variable('i32');
  const [a, b, c, d] = [variable('v128'), variable('v128'), variable('v128'), variable('v128')];
  const [ab, cd, abHigh, cdHigh] = [variable('v128'), variable('v128'), variable('v128'), variable('v128')];
  const joined = (left: Local, right: Local, lanes: number[]) => f32x4.shuffle(left.get, right.get, lanes);
  const columns = [
    joined(ab, cd, [0, 1, 4, 5]),
    joined(ab, cd, [2, 3, 6, 7]),
    joined(abHigh, cdHigh, [0, 1, 4, 5]),
    joined(abHigh, cdHigh, [2, 3, 6, 7]),
  ];
  return [
    ...at.set(from),
    ...[a, b, c, d].flatMap((row) => [...row.set(f32x4.load(at.get)), ...at.set(i32.add(at.get, fromStep))]),
    ...ab.set(joined(a, b, [0, 4, 1, 5])),
    ...cd.set(joined(c, d, [0, 4, 1, 5])),
    ...abHigh.set(joined(a, b, [2, 6, 3, 7])),
    ...cdHigh.set(joined(c, d, [2, 6, 3, 7])),
    ...at.set(into),
    ...columns.flatMap((column) => [...f32x4.store(at.get, column), ...at.set(i32.add(at.get, intoStep))]),
  ];
}
