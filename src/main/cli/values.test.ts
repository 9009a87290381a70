import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countValue, listValue, numberValue, shareOrCountValue, sizeValue } from './values';

describe('numbers', () => {
  test('read back as they were written', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (value) => {
        expect(numberValue(String(value))).toBe(value + 0);
      }),
    );
  });

  test.each(['', ' ', 'abc', '1,5', '0x10', '1e', 'NaN', 'Infinity', '1e999', '1 2', '--1'])(
    'refuse %j',
    (text) => {
      expect(() => numberValue(text)).toThrow(/must be a number/);
    },
  );

  test.each(['-1', '0.5', '1e400', '9007199254740993'])('refuse %j as a count', (text) => {
    expect(() => countValue(text)).toThrow(/must be a/);
  });
});

test('a split is a share below 1 or a whole number', () => {
  expect(['0', '0.25', '1', '150'].map(shareOrCountValue)).toEqual([0, 0.25, 1, 150]);
  for (const text of ['1.5', '-0.1', '-1'])
    expect(() => shareOrCountValue(text)).toThrow(/share below 1 or a whole number/);
});

test('sizes have the height first', () => {
  expect(sizeValue('64x48')).toEqual([64, 48]);
  expect(sizeValue('28')).toEqual([28, 28]);
  for (const text of ['x', '64x', '6.4x3', '64x64x3', '-1x2'])
    expect(() => sizeValue(text)).toThrow(/size in pixels/);
});

test('repeated flags gather their values', () => {
  expect(listValue('b', listValue('a', undefined))).toEqual(['a', 'b']);
});
