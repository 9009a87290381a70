import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobEvent } from '@shared/job';
import { EventLog } from './event-log';
import { runIdOf } from './ids';
import type { AttemptInfo } from './run/project-event';
import { openForWriting } from './store/database';
import { anyRun } from './store/run-fixture';
import { storeOn, type Store } from './store/store';
import { makeFolders, workspaceAt } from './workspace';

const workspace = workspaceAt(mkdtempSync(join(tmpdir(), 'events-')));
const attempt: AttemptInfo = {
  number: 1,
  k: 5,
  cancelledMeans: 'cancelled',
  now: '2026-01-01T00:00:00.000Z',
};
let store: Store;

beforeEach(async () => {
  await makeFolders(workspace);
  store = storeOn(await openForWriting(workspace, new Date(0)));
});
afterEach(() => {
  store.connection.close();
  rmSync(workspace.home, { recursive: true, force: true });
});

function runningRun(): { row: number; id: string } {
  const row = store.runs.insert(anyRun());
  store.runs.launch(row, attempt.now);
  return { row, id: runIdOf(row) };
}

const epoch = (runId: string, seq: number): JobEvent => ({
  type: 'epochFinished',
  runId,
  seq,
  epoch: seq + 1,
  loss: 1,
  activeShare: null,
  durationMs: 1,
  scores: null,
});

it('stores each event once, however often it is sent', () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  expect(log.append(id, [epoch(id, 0), epoch(id, 1), epoch(id, 0)], attempt)).toHaveLength(2);
  expect(log.append(id, [epoch(id, 1), epoch(id, 2)], attempt)).toEqual([epoch(id, 2)]);
  expect(store.events.after(row, -1, 10).map(({ seq }) => seq)).toEqual([0, 1, 2]);
  expect(store.runs.byRow(row)?.last_seq).toBe(2);
});

it('refuses a gap and stores nothing of what came with it', () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  expect(() => log.append(id, [epoch(id, 0), epoch(id, 2)], attempt)).toThrow(
    'sent event 2 where event 1 was due',
  );
  expect(store.events.after(row, -1, 10)).toEqual([]);
  expect(store.metrics.curves(row).loss).toEqual([]);
});

it('refuses events of an earlier attempt, and of a run that has ended', () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  expect(() => log.append(id, [epoch(id, 0)], { ...attempt, number: 0 })).toThrow('earlier attempt');
  store.runs.end(row, 'cancelled', null, attempt.now);
  expect(() => log.append(id, [epoch(id, 0)], attempt)).toThrow('earlier attempt');
});

it('replays without gap or duplicate while events come in', async () => {
  const step = fc.record({ append: fc.integer({ min: 0, max: 4 }), read: fc.integer({ min: 0, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: -1, max: 5 }),
      async (steps, afterSeq) => {
        const { row, id } = runningRun();
        const log = new EventLog(store);
        const watch = log.watch(id, afterSeq);
        const seen: number[] = [];
        let next = 0;
        const pending: Promise<IteratorResult<JobEvent, void>>[] = [];
        for (const { append, read } of steps) {
          for (let at = 0; at < read; at++) pending.push(watch.next());
          log.append(
            id,
            Array.from({ length: append }, (_, at) => epoch(id, next + at)),
            attempt,
          );
          next += append;
          await Promise.resolve();
        }
        store.runs.end(row, 'finished', null, attempt.now);
        log.wake(row);
        for (const result of await Promise.all(pending)) if (!result.done) seen.push(result.value.seq);
        for await (const event of watch) seen.push(event.seq);
        const expected = Array.from({ length: next }, (_, seq) => seq).filter((seq) => seq > afterSeq);
        expect(seen).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

it('lets a reader leave while it waits', async () => {
  const { id } = runningRun();
  const log = new EventLog(store);
  const watch = log.watch(id, -1);
  const waiting = watch.next();
  await watch.return();
  expect(await waiting).toEqual({ done: true, value: undefined });

  const controller = new AbortController();
  const aborted = log.watch(id, -1, controller.signal).next();
  controller.abort();
  expect(await aborted).toEqual({ done: true, value: undefined });
});

it('remembers nothing of a run once its last watcher has left', async () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  log.append(id, [epoch(id, 0)], attempt);
  const watchers = [log.watch(id, -1), log.watch(id, -1)];
  for (const watcher of watchers) await watcher.next();
  expect(log.watchedRuns).toBe(1);
  await watchers[0]?.return();
  const next = watchers[1]?.next();
  log.append(id, [epoch(id, 1)], attempt);
  expect((await next)?.value).toEqual(epoch(id, 1));
  expect(log.watchedRuns).toBe(1);
  store.runs.end(row, 'finished', null, attempt.now);
  log.wake(row);
  expect((await watchers[1]?.next())?.done).toBe(true);
  expect(log.watchedRuns).toBe(0);
});

it('does not wait for a run that another process trains', async () => {
  const { id } = runningRun();
  const log = new EventLog(store, false);
  expect(await log.watch(id, -1).next()).toEqual({ done: true, value: undefined });
});

it('stores nothing of events for which the disk has no room, and everything once it has', () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  const { connection } = store;
  connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true }))}`);
  const many = Array.from({ length: 500 }, (_, seq) => epoch(id, seq));
  expect(() => log.append(id, many, attempt)).toThrow('The disk is full');
  expect(store.runs.byRow(row)?.last_seq).toBe(-1);
  connection.pragma('max_page_count = 100000');
  expect(log.append(id, many, attempt)).toHaveLength(500);
});

it('tells whoever watches, now or later, why the end of a run could not be stored, after what was stored', async () => {
  const { row, id } = runningRun();
  const log = new EventLog(store);
  log.append(id, [epoch(id, 0)], attempt);
  const early = log.watch(id, -1);
  expect((await early.next()).value).toMatchObject({ seq: 0 });
  const waiting = early.next();
  log.giveUp(row, new Error('no room'));
  await expect(waiting).rejects.toThrow('no room');
  const late = log.watch(id, -1);
  expect((await late.next()).value).toMatchObject({ seq: 0 });
  await expect(late.next()).rejects.toThrow('no room');
});
