import { expect, test } from 'vitest';
import { bytesText, durationText, numberText, percentText } from './words';

test.each([
  [0, '0.0 s'],
  [9_949, '9.9 s'],
  [9_951, '10 s'],
  [59_600, '1 min 00 s'],
  [3_599_400, '59 min 59 s'],
  [7_800_000, '2 h 10 min'],
])('%i ms is %s', (ms, text) => expect(durationText(ms)).toBe(text));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [47_040_016, '47.0 MB'],
  [3.2e12, '3.2 TB'],
])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

test('shares and numbers that are missing are a dash', () => {
  expect([percentText(null), percentText(undefined), numberText(null)]).toEqual(['–', '–', '–']);
  expect([percentText(0.1234), numberText(0.123456), numberText(12), numberText(1e-9)]).toEqual([
    '12.3 %',
    '0.12346',
    '12',
    '1e-9',
  ]);
});
