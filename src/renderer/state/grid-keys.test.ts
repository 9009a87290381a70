import { expect, test } from 'vitest';
import { nextCell } from './grid-keys';

const rows = [
  ['a1', 'a2', 'a3'],
  ['b1', 'b2'],
];

test.each([
  ['a1', 'ArrowRight', 'a2'],
  ['a1', 'ArrowLeft', undefined],
  ['a3', 'ArrowDown', 'b2'],
  ['b2', 'ArrowUp', 'a2'],
  ['b2', 'ArrowDown', undefined],
  ['a2', 'Home', 'a1'],
  ['a2', 'End', 'a3'],
  ['a2', 'x', undefined],
  ['elsewhere', 'End', undefined],
])('%s, %s → %s', (from, key, to) => expect(nextCell(rows, from, key)).toBe(to));
