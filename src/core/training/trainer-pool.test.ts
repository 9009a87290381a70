import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job, JobEvent } from '@shared/job';
import { anyRun } from '../store/run-fixture';
import type { OnSilence } from './silence';
import { TrainerPool } from './trainer-pool';
import { scriptedTrainers, storeTinyDataset, temporaryHome, type Behaviour } from '../workbench-fixture';

let home: string;
let remove: () => void;
let behaviour: Behaviour;
let job: Job;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  behaviour = {};
  const { hash } = await storeTinyDataset(home);
  const outputFolder = join(home, 'out');
  mkdirSync(outputFolder);
  job = {
    runId: 'r1',
    firstSeq: 0,
    config: anyRun().config,
    datasetFolder: join(home, 'datasets', hash),
    outputFolder,
    checkpoint: null,
    checkpointEveryMs: 1000,
  };
});
afterEach(() => remove());

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

function startIn(pool: TrainerPool, onSilence?: OnSilence) {
  const events: JobEvent[] = [];
  let saw = (_event: JobEvent): void => undefined;
  const first = new Promise<void>((resolve) => {
    saw = ({ type }) => void (type === 'checkpointSaved' && resolve());
  });
  const onEvents = (stored: readonly JobEvent[]) => {
    events.push(...stored);
    stored.forEach((event) => saw(event));
    return Promise.resolve();
  };
  const task = pool.start(job, onEvents, onSilence);
  return { task, events, first };
}

it('kills a trainer that does not answer a cancel', async () => {
  behaviour = { waitAfter: 1, ignoresCancel: true };
  const { spawn, pids } = scriptedTrainers(home, behaviour);
  const pool = new TrainerPool(spawn, { cancelGraceMs: 50, idleMs: 1000 });
  const { task, first } = startIn(pool);
  await first;
  task.cancel();
  expect(await task.ended).toMatchObject({ type: 'died', reason: 'killed' });
  expect(pids.map(isAlive)).toEqual([false]);
  await pool.close();
});

it('tells how long a trainer has said nothing, by a clock that never jumps, and when it is heard again', async () => {
  behaviour = { waitAfter: 1 };
  const { spawn } = scriptedTrainers(home, behaviour);
  let nowMs = 0;
  const pool = new TrainerPool(
    spawn,
    { silentAfterMs: 30_000, lookEveryMs: 1 },
    { monotonicMs: () => nowMs },
  );
  const told: (number | null)[] = [];
  const { task, first } = startIn(pool, (silentMs) => told.push(silentMs));
  await first;
  nowMs = 29_999;
  await expect.poll(() => told).toEqual([]);
  nowMs = 31_000;
  await expect.poll(() => told[0]).toBe(31_000);
  task.cancel();
  expect(await task.ended).toEqual({ type: 'done' });
  expect(new Set(told)).toEqual(new Set([31_000]));
  await pool.close();
});

it('ends a trainer that answers neither a cancel nor SIGTERM', async () => {
  behaviour = { waitAfter: 1, ignoresCancel: true };
  const { spawn } = scriptedTrainers(home, behaviour);
  const signals: string[] = [];
  const deaf: typeof spawn = (entry) => {
    const child = spawn(entry);
    const kill = (signal = 'SIGKILL') => {
      signals.push(signal);
      if (signal === 'SIGKILL') child.kill();
    };
    return { ...child, kill };
  };
  const pool = new TrainerPool(deaf, { cancelGraceMs: 20, terminateGraceMs: 20 });
  const { task, first } = startIn(pool);
  await first;
  task.cancel();
  expect(await task.ended).toMatchObject({ type: 'died', reason: 'killed' });
  expect(signals).toEqual(['SIGTERM', 'SIGKILL']);
  await pool.close();
});

it('keeps one process warm for a while, then lets it go', async () => {
  const { spawn, pids } = scriptedTrainers(home, behaviour);
  const pool = new TrainerPool(spawn, { cancelGraceMs: 1000, idleMs: 20 });
  const { task, events } = startIn(pool);
  expect(await task.ended).toEqual({ type: 'done' });
  expect(events.at(-1)?.type).toBe('finished');
  await pool.emptied();
  expect(pids.map(isAlive)).toEqual([false]);
});

it('opens an engine ahead of the first job, in the one process that then works on it', async () => {
  const { spawn, pids } = scriptedTrainers(home, behaviour);
  const pool = new TrainerPool(spawn);
  pool.warmUp();
  pool.warmUp();
  const { task, events } = startIn(pool);
  expect(await task.ended).toEqual({ type: 'done' });
  expect(events.at(-1)?.type).toBe('finished');
  expect(pids).toHaveLength(1);
  await pool.close();
});

it('leaves no process behind when it is closed', async () => {
  behaviour = { waitAfter: 1 };
  const { spawn, pids } = scriptedTrainers(home, behaviour);
  const pool = new TrainerPool(spawn);
  const { task, first } = startIn(pool);
  await first;
  await pool.close();
  expect((await task.ended).type).toBe('died');
  expect(pids.map(isAlive)).toEqual([false]);
});

it('says why when a trainer cannot be started', async () => {
  const pool = new TrainerPool(() => ({
    pid: undefined,
    stderr: null,
    send: () => undefined,
    onMessage: () => undefined,
    onExit: (listener) => queueMicrotask(() => listener({ code: null, signal: null })),
    kill: () => undefined,
  }));
  const { task } = startIn(pool);
  expect(await task.ended).toEqual({ type: 'died', reason: 'it could not be started', stderr: '' });
});
