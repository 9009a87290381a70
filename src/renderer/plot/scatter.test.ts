import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  between,
  commonReach,
  panned,
  placed,
  pointAt,
  pointTowards,
  reachOf,
  wholeView,
  zoomed,
} from './scatter';

const view = { width: 400, height: 300, reach: { x: 2, y: 2 } };
const anyPoints = fc
  .array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })))
  .map((points) => points.flat());

test('the origin is in the middle, up is up, one scale for both axes, and far points stay at the edge', () => {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = placed([0, 0, 1, 0, 0, 1, 99, -99], view);
  expect([x0, y0]).toEqual([200, 150]);
  expect(y1).toBe(150);
  expect(x2).toBe(200);
  expect(x1! - 200).toBeCloseTo(150 - y2!, 9);
  expect([x3, y3]).toEqual([393, 293]);
});

test('every point lies on the canvas', () =>
  fc.assert(
    fc.property(anyPoints, (points) => {
      const pixels = placed(points, view);
      return pixels.every((pixel, at) => pixel > 0 && pixel < (at % 2 === 0 ? 400 : 300));
    }),
  ));

test('the wider axis fills its side when the other one leaves room', () => {
  const [x] = placed([4, 0], { width: 400, height: 100, reach: { x: 4, y: 0.1 } });
  expect(x).toBe(386);
});

test('the reach covers the widest frame along each axis but not a lone far point, and is never 0', () => {
  const many = Array.from({ length: 2000 }, (_, at) => (at % 2 === 0 ? 3 : -2));
  expect(reachOf([[1, 1], many])).toEqual({ x: 3, y: 2 });
  expect(reachOf([[...many, 500, 0]])).toEqual({ x: 3, y: 2 });
  expect([reachOf([]), reachOf([[0, 0]])]).toEqual([
    { x: 1, y: 1 },
    { x: 1, y: 1 },
  ]);
});

test('an epoch that would be a speck on the common scale has its own', () => {
  expect(commonReach({ x: 3, y: 1 }, [1, 0.5])).toEqual({ x: 3, y: 1 });
  expect(commonReach({ x: 9, y: 1 }, [1, 0.5])).toEqual({ x: 1, y: 0.5 });
  expect(commonReach({ x: 9, y: 1 }, null)).toEqual({ x: 9, y: 1 });
});

test('points on their way begin and end where they should, and jump when their number changes', () => {
  expect([...between([0, 0], [4, 2], 0)]).toEqual([0, 0]);
  expect([...between([0, 0], [4, 2], 0.5)]).toEqual([2, 1]);
  expect([...between([0, 0], [4, 2], 1)]).toEqual([4, 2]);
  expect([...between([0, 0, 1, 1], [4, 2], 0)]).toEqual([4, 2]);
});

test('the point under the pointer is the nearest one within reach', () => {
  expect(pointAt([0, 0, 10, 10, 12, 10], 11.5, 10, 5)).toBe(2);
  expect(pointAt([0, 0, 10, 10], 50, 50, 5)).toBeNull();
});

test('an arrow leads to a point on that side, never back to the same one', () => {
  expect(pointTowards([0, 0, 10, 1, 30, 0, -5, 0], 0, 'ArrowRight')).toBe(1);
  expect(pointTowards([0, 0, 10, 1, 30, 0, -5, 0], 0, 'ArrowLeft')).toBe(3);
  expect(pointTowards([0, 0, 10, 1], 1, 'ArrowRight')).toBeNull();
  expect(pointTowards([5, 5], null, 'ArrowUp')).toBe(0);
  expect(pointTowards([5, 5], 0, 'a')).toBeNull();
  fc.assert(
    fc.property(anyPoints, (points) => {
      const next = pointTowards(points, points.length > 0 ? 0 : null, 'ArrowRight');
      return next === null || (next !== 0 && points[2 * next]! > points[0]!);
    }),
  );
});

test('points that are not shown cannot be pointed at or walked to', () => {
  const isShown = (point: number) => point !== 1;
  expect(pointAt([0, 0, 10, 10, 14, 10], 10, 10, 5, isShown)).toBe(2);
  expect(pointTowards([0, 0, 10, 1, 30, 0], 0, 'ArrowRight', isShown)).toBe(2);
  expect(pointTowards([5, 5, 6, 6], null, 'ArrowUp', (point) => point === 1)).toBe(1);
});

test('zooming holds the place under the pointer still, and never shows less than everything', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 8, noNaN: true }),
      fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (factor, x, y) => {
        const before = placed([x, y], view);
        const camera = zoomed(wholeView, factor, { x: before[0]!, y: before[1]! }, view);
        const after = placed([x, y], { ...view, camera });
        expect(after[0]).toBeCloseTo(before[0]!, 6);
        expect(after[1]).toBeCloseTo(before[1]!, 6);
        expect(zoomed(camera, 0.01, { x: 3, y: 3 }, view)).toEqual(wholeView);
      },
    ),
  ));

test('panning stops where the points end', () => {
  expect(panned(wholeView, 50, 50, view)).toEqual(wholeView);
  expect(panned({ zoom: 2, x: 0, y: 0 }, 9999, -9999, view)).toEqual({ zoom: 2, x: 200, y: -150 });
});
