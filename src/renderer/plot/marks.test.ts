import { expect, test } from 'vitest';
import type { Look } from './look';
import { annotationsOf, type Mark } from './marks';

const look: Look = {
  ink: '#000',
  inkFaint: '#666',
  line: '#ddd',
  surface: '#fff',
  font: 'sans-serif',
  colour: (token) => token,
};

/** How far each word moves aside on an axis of a pixel a hundredth, and which marks are drawn. */
function drawn(marks: readonly Mark[], min = 0, max = 3) {
  const scales = { x: { min, max, getPixelForValue: (value: number) => 100 * value } };
  return Object.values(annotationsOf(marks, look)).map(({ label, display }) => ({
    aside: Math.round((label?.xAdjust as unknown as (context: object) => number)({ chart: { scales } })),
    isDrawn: (display as unknown as (context: object) => boolean)({ chart: { scales } }),
  }));
}

const mark = (at: number, place?: 'end'): Mark => ({
  at,
  label: 'α = 0.1',
  colour: 'series-mark',
  ...(place ? { place } : {}),
});

test('words of marks side by side give way, to the side they stand on', () => {
  expect(drawn([mark(0.1), mark(2)]).map(({ aside }) => Math.abs(aside))).toEqual([0, 0]);
  const [left, right] = drawn([mark(1), mark(1.2)]).map(({ aside }) => aside);
  expect(left).toBeLessThan(0);
  expect(right).toBe(-left!);
  const [first, second] = drawn([mark(1), mark(1)]).map(({ aside }) => aside);
  expect(first).toBeLessThan(0);
  expect(second).toBeGreaterThan(0);
});

test('a word at the bottom stands in nobody’s way', () =>
  expect(drawn([mark(1), mark(1.1, 'end')]).map(({ aside }) => Math.abs(aside))).toEqual([0, 0]));

test('a mark outside the stretch that is seen is not drawn', () =>
  expect(drawn([mark(0.5), mark(1.5), mark(2.5)], 1, 2).map(({ isDrawn }) => isDrawn)).toEqual([
    false,
    true,
    false,
  ]));
