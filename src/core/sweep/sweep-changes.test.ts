import { expect, test } from 'vitest';
import type { SweepSummary } from '@shared/sweep';
import { EventHub } from '../event-hub';
import { sweepTeller } from './sweep-changes';

test('the last change is told, even when telling was slow and nothing follows', async () => {
  const hub = new EventHub();
  let finished = 0;
  let monotonicMs = 0;
  const clock = { now: () => new Date(0), monotonicMs: () => monotonicMs };
  const changed = sweepTeller(hub, clock, () => {
    monotonicMs += 20;
    return { id: 's1', progress: { finished } } as unknown as SweepSummary;
  });
  const told: number[] = [];
  const hearing = (async () => {
    for await (const event of hub.watch()) {
      if (event.type !== 'sweepChanged') continue;
      told.push(event.sweep.progress.finished);
      if (event.sweep.progress.finished === 2) return;
    }
  })();
  await expect.poll(() => hub.subscribers).toBe(1);
  finished = 1;
  changed(1, 'now');
  finished = 2;
  changed(1, 'soon');
  await hearing;
  expect(told.at(-1)).toBe(2);
});
