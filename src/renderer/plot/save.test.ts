import { expect, test } from 'vitest';
import { csvOf, jsonOf } from './save';

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

test('JSON: an object for each row, gaps are null, text is as it is', () => {
  const table = {
    columns: ['epoch', 'name'],
    rows: [
      [1, '=a'],
      [null, ''],
    ],
  };
  expect(JSON.parse(jsonOf(table))).toEqual([
    { epoch: 1, name: '=a' },
    { epoch: null, name: '' },
  ]);
});
