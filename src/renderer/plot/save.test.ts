import { expect, test } from 'vitest';
import { csvOf } from './save';

test('CSV: gaps are empty, quotes are doubled, formulas are defused', () => {
  const table = {
    columns: ['epoch', 'name'],
    rows: [
      [1, 'a "b", c'],
      [null, '=SUM(A1)'],
      [-2.5, '-x'],
    ],
  };
  expect(csvOf(table)).toBe(`epoch,name\r\n1,"a ""b"", c"\r\n,'=SUM(A1)\r\n-2.5,'-x\r\n`);
});
