import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textTable, type Column } from './table';

type Row = { name: string; count: number };
const columns: readonly Column<Row>[] = [
  { title: 'Name', cell: (row) => row.name },
  { title: 'Count', right: true, cell: (row) => String(row.count) },
];

test('words stand to the left and numbers to the right', () => {
  const rows = [
    { name: 'apple', count: 7 },
    { name: 'fig', count: 12_345_678 },
  ];
  expect(textTable(columns, rows, 80)).toBe('Name      Count\napple         7\nfig    12345678');
});

test('long words are shortened to fit, numbers never', () => {
  const text = textTable(columns, [{ name: 'a very long name indeed', count: 123 }], 20);
  expect(text.split('\n')[1]).toBe('a very long …    123');
});

test('colour does not move columns', () => {
  const paint = (text: string) => `\u001b[31m${text}\u001b[39m`;
  const rows = [{ name: 'fig', count: 1 }];
  const plain = textTable(columns, rows, 80);
  expect(textTable(columns, rows, 80, paint).replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
});

test('no line is wider than the terminal, as long as the numbers fit', () => {
  const row = fc.record({
    name: fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/\s/g, '_')),
    count: fc.nat(),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 20, max: 100 }), (rows, width) => {
      for (const line of textTable(columns, rows, width).split('\n'))
        expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
