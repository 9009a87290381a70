import { expect, test } from 'vitest';
import { DrawTurns } from './draw-turns';

/** Turns whose frames and sights the test decides. */
function turns() {
  const frames: (() => void)[] = [];
  const sights = new Map<Element, (inSight: boolean) => void>();
  const drawn: string[] = [];
  const made = new DrawTurns({
    nextFrame: (draw) => frames.push(draw),
    watch(canvas, onSight) {
      sights.set(canvas, onSight);
      return () => sights.delete(canvas);
    },
  });
  return {
    made,
    drawn,
    sights,
    frames,
    frame: () => frames.shift()?.(),
    draw: (name: string) => () => drawn.push(name),
  };
}

const canvas = () => ({}) as Element;

test('one canvas a frame, each as it was asked for last, in the order of first asking', () => {
  const { made, drawn, sights, frame, draw } = turns();
  const [a, b] = [canvas(), canvas()];
  made.ask(a, draw('a1'));
  made.ask(b, draw('b1'));
  for (const see of sights.values()) see(true);
  made.ask(a, draw('a2'));
  frame();
  expect(drawn).toEqual(['a2']);
  frame();
  frame();
  expect(drawn).toEqual(['a2', 'b1']);
});

test('what is out of sight waits until it is seen; what is forgotten is never drawn', () => {
  const { made, drawn, sights, frames, frame, draw } = turns();
  const [a, b] = [canvas(), canvas()];
  made.ask(a, draw('a'));
  made.ask(b, draw('b'));
  expect(frames).toHaveLength(0);
  sights.get(b)!(true);
  frame();
  expect(drawn).toEqual(['b']);
  sights.get(a)!(true);
  made.forget(a);
  frame();
  expect([drawn, sights.has(a)]).toEqual([['b'], false]);
});
