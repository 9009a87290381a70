import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvText } from './csv';

test('text that a spreadsheet would run is guarded, numbers are not', () => {
  expect(csvText([['=1+1', '+1', '-1', '@x', '\tx', -1, null, NaN]])).toBe("'=1+1,'+1,'-1,'@x,'\tx,-1,,\r\n");
});

test('any text reads back as it was, but for the guard', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), (row) => {
      const read = parse(csvText([row]), { relax_column_count: true, skip_empty_lines: false }) as string[][];
      expect(read).toEqual([row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))]);
    }),
  );
});
