import { expect, it } from 'vitest';
import { SweepPace } from './sweep-pace';

function paceOf(cost: number, workers: number) {
  let nowMs = 0;
  const clock = { now: () => new Date(0), monotonicMs: () => nowMs };
  return { pace: new SweepPace(clock, cost, workers), pass: (ms: number) => void (nowMs += ms) };
}

it('knows nothing before two reports, and does not count what comes before the first', () => {
  const { pace, pass } = paceOf(30, 1);
  const stack = {};
  pace.started(stack, 10);
  pass(5000);
  expect(pace.timeLeftMs).toBeNull();
  pace.progressed(stack, 0.1);
  expect(pace.timeLeftMs).toBeNull();
  pass(400);
  pace.progressed(stack, 0.5);
  expect(pace.shareOf(stack)).toBe(0.5);
  // 4 of 10 in 400 ms: 5 are left of this one, and 20 are waiting.
  expect(pace.timeLeftMs).toBeCloseTo(2500);
});

it('shares what waits between the workers, but not what is under way', () => {
  const { pace, pass } = paceOf(40, 2);
  const [a, b, c] = [{}, {}, {}];
  pace.started(a, 10);
  pace.started(b, 10);
  pass(1000);
  pace.ended(a);
  pace.ended(b);
  expect(pace.timeLeftMs).toBeCloseTo(1000);
  pace.started(c, 20);
  expect(pace.timeLeftMs).toBeCloseTo(2000);
  pass(2000);
  pace.ended(c);
  expect(pace.timeLeftMs).toBe(0);
});
