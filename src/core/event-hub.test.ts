import { expect, it } from 'vitest';
import type { WorkbenchEvent } from '@shared/events';
import { EventHub } from './event-hub';

const removed = (id: string): WorkbenchEvent => ({ type: 'runRemoved', id });
const progress = (importId: string, done: number): WorkbenchEvent => ({
  type: 'importProgress',
  importId,
  phase: 'Reading',
  done,
  total: 10,
});

it('tells every subscriber what happens from then on', async () => {
  const hub = new EventHub();
  hub.publish(removed('r0'));
  const first = hub.watch();
  hub.publish(removed('r1'));
  const second = hub.watch();
  hub.publish(removed('r2'));
  expect((await first.next()).value).toEqual(removed('r1'));
  expect((await first.next()).value).toEqual(removed('r2'));
  expect((await second.next()).value).toEqual(removed('r2'));
});

it('tells what lasts to those who come later, too, before anything else', async () => {
  const hub = new EventHub();
  const failed: WorkbenchEvent = { type: 'storeFailed', error: { code: 'storage', message: 'm', hint: 'h' } };
  const early = hub.watch();
  hub.publishForGood(failed);
  const late = hub.watch();
  hub.publish(removed('r1'));
  for (const watch of [early, late]) {
    expect((await watch.next()).value).toEqual(failed);
    expect((await watch.next()).value).toEqual(removed('r1'));
  }
});

it('gives a slow subscriber the latest state of each thing, within bounds', async () => {
  const hub = new EventHub();
  const slow = hub.watch();
  for (let done = 0; done < 1000; done++) hub.publish(progress('a', done));
  hub.publish(removed('r1'));
  expect((await slow.next()).value).toEqual(progress('a', 999));
  expect((await slow.next()).value).toEqual(removed('r1'));
  for (let run = 0; run < 12_000; run++) hub.publish(removed(`r${run}`));
  expect((await slow.next()).value).toEqual(removed('r2000'));
});

it('tells a change of one thing after what was said of many before it', async () => {
  const hub = new EventHub();
  const slow = hub.watch();
  hub.publish(progress('a', 1));
  hub.publish({ type: 'runsRemoved', ids: ['r1'] });
  hub.publish({ type: 'runsRemoved', ids: ['r2'] });
  hub.publish(progress('a', 2));
  expect((await slow.next()).value).toEqual({ type: 'runsRemoved', ids: ['r1'] });
  expect((await slow.next()).value).toEqual({ type: 'runsRemoved', ids: ['r2'] });
  expect((await slow.next()).value).toEqual(progress('a', 2));
});

it('forgets subscribers that leave, also while they wait', async () => {
  const hub = new EventHub();
  const controller = new AbortController();
  const aborted = hub.watch(controller.signal);
  const left = hub.watch();
  const waiting = left.next();
  expect(hub.subscribers).toBe(2);
  controller.abort();
  await left.return();
  expect(hub.subscribers).toBe(0);
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(await aborted.next()).toEqual({ done: true, value: undefined });
});

it('tells of progress once in a while, and not at all after a state that came at once', async () => {
  const hub = new EventHub();
  const watch = hub.watch();
  let told = 0;
  const tell = (done: number) => () => {
    told += 1;
    hub.publish(progress('a', done));
  };
  for (let done = 0; done < 5; done++) hub.soon('import a', tell(done));
  expect((await watch.next()).value).toEqual(progress('a', 4));
  expect(told).toBe(1);
  hub.soon('run r1', () => expect.unreachable('it was overtaken'));
  hub.publish(removed('r1'));
  hub.soon('import b', () => hub.publish(progress('b', 1)));
  expect((await watch.next()).value).toEqual(removed('r1'));
  expect((await watch.next()).value).toEqual(progress('b', 1));
});
