import { expect, test } from 'vitest';
import type { WorkbenchEvent } from '@shared/events';
import { longWork } from './long-work';

const validation = { error: 0.25, errorByK: {} };
const runEvent = (status: string, studyId: string | null = null) =>
  ({
    type: 'runChanged',
    run: { id: 'r7', name: 'wide', status, studyId, scores: status === 'finished' ? { validation } : null },
  }) as unknown as WorkbenchEvent;
const sweepEvent = (status: string) =>
  ({ type: 'sweepChanged', sweep: { id: 's1', name: 'margins', status } }) as unknown as WorkbenchEvent;

function watching() {
  let nowMs = 1_000;
  const hear = longWork(() => nowMs);
  return { hear, pass: (ms: number) => (nowMs += ms) };
}

test('a long run tells its end, with its error and where to look', () => {
  const { hear, pass } = watching();
  expect(hear(runEvent('running'))).toBeNull();
  pass(6_000);
  expect(hear(runEvent('running'))).toBeNull();
  pass(6_000);
  expect(hear(runEvent('finished'))).toEqual({
    message: 'wide has finished: 25.0 % validation error.',
    href: '#/runs/r7',
    wentWell: true,
  });
  expect(hear(runEvent('finished'))).toBeNull();
});

test('short work, cancelled work, work of a study and what had ended before say nothing', () => {
  const { hear, pass } = watching();
  expect(hear(runEvent('finished'))).toBeNull();
  hear(runEvent('running'));
  pass(2_000);
  expect(hear(runEvent('finished'))).toBeNull();
  hear(runEvent('running'));
  pass(60_000);
  expect(hear(runEvent('cancelled'))).toBeNull();
  hear(runEvent('running', 's1'));
  pass(60_000);
  expect(hear(runEvent('finished', 's1'))).toBeNull();
});

test('a sweep that went wrong says so', () => {
  const { hear, pass } = watching();
  hear(sweepEvent('running'));
  pass(60_000);
  expect(hear(sweepEvent('failed'))).toEqual({
    message: 'margins has failed.',
    href: '#/sweeps/s1',
    wentWell: false,
  });
});
