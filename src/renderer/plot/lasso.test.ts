import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insideLasso } from './lasso';

const square = [0, 0, 10, 0, 10, 10, 0, 10];

test('points inside a closed line, and only those that are shown', () => {
  expect(insideLasso(square, [5, 5, 15, 5, 1, 9, -1, 5])).toEqual([0, 2]);
  expect(insideLasso(square, [5, 5, 15, 5, 1, 9, -1, 5], (point) => point !== 0)).toEqual([2]);
  expect(insideLasso([0, 0, 9, 9], [3, 3])).toEqual([]);
});

test('a hole that the line goes around is outside', () => {
  const horseshoe = [0, 0, 30, 0, 30, 30, 20, 30, 20, 10, 10, 10, 10, 30, 0, 30];
  expect(insideLasso(horseshoe, [5, 20, 15, 20, 25, 20, 15, 5])).toEqual([0, 2, 3]);
});

test('a circle of corners holds what lies nearer than its radius, whichever way it was drawn', () => {
  const circle = Array.from({ length: 90 }, (_, at) => [
    Math.cos((at * Math.PI) / 45),
    Math.sin((at * Math.PI) / 45),
  ]);
  fc.assert(
    fc.property(
      fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
      ([x, y]) => {
        const distance = Math.hypot(x, y);
        fc.pre(Math.abs(distance - 1) > 0.01);
        const expected = distance < 1 ? [0] : [];
        expect(insideLasso(circle.flat(), [x, y])).toEqual(expected);
        expect(insideLasso(circle.toReversed().flat(), [x, y])).toEqual(expected);
      },
    ),
  );
});
