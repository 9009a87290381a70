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

const tileRows = 4;
const tileVectors = 2;
const tileColumns = 4 * tileVectors;

/**
 * C [m, n] = A·B: B [k, n] and C are row-major; A's entry (i, at) lies `aRow`·i + `aStep`·at bytes after `a`, so that a transposed A
 * needs no copy. C is made of tiles that are kept in registers; the last of a row or column overlaps the one before it, which
 * changes nothing, because every entry is summed in the same order. Fewer than 4 rows or 8 columns are done one by one.
 */
export const product = defineRoutine({
  name: 'product',
  parameters: { a: 'i32', aRow: 'i32', aStep: 'i32', b: 'i32', c: 'i32', m: 'i32', k: 'i32', n: 'i32' },
  variables: { row: 'i32', column: 'i32', rowBytes: 'i32', bEnd: 'i32' },
  body({ a, aRow, aStep, b, c, m, k, n, row, column, rowBytes, bEnd }, variable) {
    const sizes = { a, aRow, aStep, b, c, n, row, column, rowBytes, bEnd };
    const isSmall = i32.or(
      i32.lessThan(m.get, i32.constant(tileRows)),
      i32.lessThan(n.get, i32.constant(tileColumns)),
    );
    return [
      ...rowBytes.set(bytes(n.get)),
      ...bEnd.set(i32.add(b.get, i32.multiply(k.get, rowBytes.get))),
      ...either(isSmall, oneByOne(sizes, m, variable), inTiles(sizes, m, variable)),
    ];
  },
});

type Sizes = Record<'a' | 'aRow' | 'aStep' | 'b' | 'c' | 'n' | 'row' | 'column' | 'rowBytes' | 'bEnd', Local>;

function inTiles(sizes: Sizes, m: Local, variable: Variable): Code {
  const { n, row, column } = sizes;
  const [placedRow, placedColumn] = [variable('i32'), variable('i32')];
  const place = (placed: Local, at: Local, size: Local, width: number): Code =>
    placed.set(i32.least(at.get, i32.subtract(size.get, i32.constant(width))));
  const tiles = whileBelow(column, n.get, i32.constant(tileColumns), [
    ...place(placedColumn, column, n, tileColumns),
    ...tile(sizes, placedRow, placedColumn, variable),
  ]);
  return whileBelow(row, m.get, i32.constant(tileRows), [
    ...place(placedRow, row, m, tileRows),
    ...column.set(i32.constant(0)),
    ...tiles,
  ]);
}

/** 4 rows and 8 columns of C in eight registers. */
function tile(sizes: Sizes, row: Local, column: Local, variable: Variable): Code {
  const { a, aRow, aStep, b, c, rowBytes, bEnd } = sizes;
  const rows = Array.from({ length: tileRows }, () => ({
    from: variable('i32'),
    factor: variable('v128'),
    sums: Array.from({ length: tileVectors }, () => variable('v128')),
  }));
  const others = Array.from({ length: tileVectors }, () => variable('v128'));
  const [at, limit, into] = [variable('i32'), variable('i32'), variable('i32')];
  const firstAddress = (base: Local, stride: Local) => i32.add(base.get, i32.multiply(row.get, stride.get));
  const begin = rows.flatMap(({ from, sums }, index) => [
    ...from.set(index === 0 ? firstAddress(a, aRow) : i32.add(rows[index - 1]!.from.get, aRow.get)),
    ...sums.flatMap((sum) => sum.set(f32x4.zero)),
  ]);
  const step = [
    ...others.flatMap((other, index) => other.set(f32x4.load(at.get, 16 * index))),
    ...rows.flatMap(({ from, factor, sums }) => [
      ...factor.set(f32x4.loadSplat(from.get)),
      ...sums.flatMap((sum, index) =>
        sum.set(f32x4.add(sum.get, f32x4.multiply(factor.get, others[index]!.get))),
      ),
      ...from.set(i32.add(from.get, aStep.get)),
    ]),
  ];
  const store = rows.flatMap(({ sums }) => [
    ...sums.flatMap((sum, index) => f32x4.store(into.get, sum.get, 16 * index)),
    ...into.set(i32.add(into.get, rowBytes.get)),
  ]);
  return [
    ...begin,
    ...at.set(i32.add(b.get, bytes(column.get))),
    ...limit.set(i32.add(bEnd.get, bytes(column.get))),
    ...whileBelow(at, limit.get, rowBytes.get, step),
    ...into.set(i32.add(firstAddress(c, rowBytes), bytes(column.get))),
    ...store,
  ];
}

function oneByOne(sizes: Sizes, m: Local, variable: Variable): Code {
  const { a, aRow, aStep, b, c, n, row, column, rowBytes, bEnd } = sizes;
  const [from, at, sum] = [variable('i32'), variable('i32'), variable('f32')];
  const step = [
    ...sum.set(f32.add(sum.get, f32.multiply(f32.load(from.get), f32.load(at.get)))),
    ...from.set(i32.add(from.get, aStep.get)),
  ];
  const entry = [
    ...sum.set(f32.zero),
    ...from.set(i32.add(a.get, i32.multiply(row.get, aRow.get))),
    ...at.set(i32.add(b.get, bytes(column.get))),
    ...whileBelow(at, i32.add(bEnd.get, bytes(column.get)), rowBytes.get, step),
    ...f32.store(i32.add(i32.add(c.get, i32.multiply(row.get, rowBytes.get)), bytes(column.get)), sum.get),
  ];
  const columns = whileBelow(column, n.get, i32.constant(1), entry);
  return whileBelow(row, m.get, i32.constant(1), [...column.set(i32.constant(0)), ...columns]);
}

function bytes(count: Code): Code {
  return i32.multiply(count, i32.constant(4));
}
