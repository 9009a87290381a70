import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestPlace, pixelOf, valueAt } from './layout';

const even = { left: 40, right: 440, top: 0, bottom: 100, min: 0, max: 2, log: false };
const byRatio = { ...even, min: 0.01, max: 100, log: true };

test.each([even, byRatio])('a value and its pixel belong together (log $log)', (layout) =>
  fc.assert(
    fc.property(fc.integer({ min: layout.left, max: layout.right }), (pixel) => {
      expect(pixelOf(layout, valueAt(layout, pixel))).toBeCloseTo(pixel, 6);
    }),
  ),
);

test('outside of the plot its ends are meant', () => {
  expect(valueAt(even, 0)).toBe(0);
  expect(valueAt(even, 1000)).toBe(2);
  expect(pixelOf(even, 9)).toBe(440);
});

test('the nearest value, as it is drawn', () => {
  expect(nearestPlace(even, [0.1, 1, 2], 0.5)).toBe(0);
  expect(nearestPlace(byRatio, [0.1, 1, 10], 5)).toBe(2);
  expect(nearestPlace(even, [0.1, 1, 10], 5)).toBe(1);
});
