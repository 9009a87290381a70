import { expect, test } from 'vitest';
import { parseOption } from './parse-option';

test.each([
  ['size', '64x48', [64, 48]],
  ['size', '28', [28, 28]],
  ['size', '', undefined],
  ['take', '750', 750],
  ['validation', '0,25', 0.25],
  ['validation', '150', 150],
  ['validation', '', 0.2],
  ['groupBy', ' (\\w+)_ ', '(\\w+)_'],
] as const)('%s "%s"', (name, text, value) => expect(parseOption(name, text)).toEqual({ value }));

test.each([
  ['size', '0x4'],
  ['size', '64x'],
  ['size', '1000x10'],
  ['take', '1'],
  ['take', '2.5'],
  ['validation', '-1'],
  ['validation', '1.5'],
  ['test', 'abc'],
  ['seed', '4294967296'],
] as const)('%s "%s" is refused with a reason', (name, text) =>
  expect(parseOption(name, text).fault).toMatch(/^It must be/),
);
