import { expect, test } from 'vitest';
import { wholeView, type Camera } from '../../plot/scatter';
import { ScatterGestures } from './scatter-gestures.svelte';

/** Gestures on a canvas of 400 × 300, and what they led to. */
function gestures(mode: 'lasso' | 'pan' = 'lasso') {
  const seen = { camera: { zoom: 2, x: 0, y: 0 } as Camera, lines: [] as unknown[], clicks: [] as unknown[] };
  const made = new ScatterGestures({
    camera: () => seen.camera,
    size: () => ({ width: 400, height: 300 }),
    mode: () => mode,
    onCamera: (camera) => (seen.camera = camera),
    onLasso: (line) => seen.lines.push(line),
    onClick: (place) => seen.clicks.push(place),
  });
  return { made, seen };
}

test('a drag draws a line, a shake of the hand is a click', () => {
  const { made, seen } = gestures();
  made.down({ x: 10, y: 10 }, false);
  made.move({ x: 12, y: 11 });
  made.up({ x: 12, y: 11 });
  expect(seen).toMatchObject({ lines: [], clicks: [{ x: 12, y: 11 }] });
  made.down({ x: 10, y: 10 }, false);
  made.move({ x: 30, y: 10 });
  made.move({ x: 30, y: 40 });
  expect([made.dragging, made.line]).toEqual([true, [10, 10, 30, 10, 30, 40]]);
  made.up({ x: 30, y: 40 });
  expect([seen.lines, made.line, made.dragging]).toEqual([[[10, 10, 30, 10, 30, 40]], [], false]);
});

test('panning moves the camera; Shift swaps panning and the lasso', () => {
  const { made, seen } = gestures('pan');
  made.down({ x: 100, y: 100 }, false);
  made.move({ x: 120, y: 110 });
  made.up({ x: 120, y: 110 });
  expect(seen.camera).toEqual({ zoom: 2, x: 20, y: 10 });
  made.down({ x: 0, y: 0 }, true);
  made.move({ x: 9, y: 9 });
  made.up({ x: 9, y: 9 });
  expect([seen.camera.x, seen.lines.length, seen.clicks.length]).toEqual([20, 1, 0]);
});

test('moves without a press do nothing; a cancelled drag selects nothing; zooming out ends at the whole', () => {
  const { made, seen } = gestures();
  made.move({ x: 50, y: 50 });
  made.up({ x: 50, y: 50 });
  made.down({ x: 1, y: 1 }, false);
  made.move({ x: 90, y: 90 });
  made.cancel();
  made.up({ x: 90, y: 90 });
  expect([seen.lines, seen.clicks]).toEqual([[], []]);
  made.zoom(0.01);
  expect(seen.camera).toEqual(wholeView);
});
