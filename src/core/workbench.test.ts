import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobEvent } from '@shared/job';
import { schemaVersion } from './store/migrations';
import {
  openFixture,
  scriptedTrainers,
  storeTinyDataset,
  temporaryHome,
  type Behaviour,
} from './workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from './workbench';

let home: string;
let remove: () => void;
let behaviour: Behaviour;
let pids: number[];
let workbench: Workbench;
let client: WorkbenchClient;

async function open(): Promise<void> {
  const trainers = scriptedTrainers(home, behaviour);
  pids = trainers.pids;
  workbench = await openFixture(home, trainers.spawn);
  client = clientOf(workbench);
}

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  behaviour = {};
  await storeTinyDataset(home);
  await open();
});

afterEach(async () => {
  await workbench.close();
  remove();
});

const request = { dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 4 } };

async function eventsOf(id: string, afterSeq = -1): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of await client.runs.watch({ id, afterSeq })) events.push(event);
  return events;
}

/** Resolves when a run has sent its first event of that type. */
async function until(id: string, type: JobEvent['type']): Promise<void> {
  for await (const event of await client.runs.watch({ id })) if (event.type === type) return;
}

function expectGapFree(events: readonly JobEvent[]): void {
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place));
}

/** What a call throws, as a client sees it. */
async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error('not refused as it should be', { cause: error });
  return error.data;
}

function checkpointsOf(id: string, attempt: number): string[] {
  const folder = join(home, 'runs', id, 'attempts', String(attempt));
  return readdirSync(folder).filter((name) => name.startsWith('checkpoint-'));
}

describe('a run', () => {
  it('is queued, trained and kept, with every event once and in order', async () => {
    const started = await client.runs.start(request);
    expect(started).toMatchObject({ id: 'r1', name: 'triplet on tiny', status: 'running' });
    const events = await eventsOf('r1');
    expectGapFree(events);
    expect(events.at(-1)?.type).toBe('finished');
    const run = await client.runs.get({ id: '1' });
    expect(run).toMatchObject({
      status: 'finished',
      error: null,
      progress: { epoch: 4, epochs: 4 },
      lastLoss: 0.25,
    });
    expect(run.curves.loss).toEqual([1, null, 1 / 3, 0.25]);
    expect(run.scores?.validation?.error).toBe(0.05);
    expect(Object.keys(run.scores?.validation?.errorByK ?? {})).toHaveLength(20);
    expect(run.artefacts.map(({ file }) => existsSync(join(home, 'runs', 'r1', file)))).toEqual(
      run.artefacts.map(() => true),
    );
    expect(run.dataset).toEqual({ name: 'tiny', classNames: ['ant', 'bee', 'cat'], present: true });
  });

  it('leaves its process warm for the next one', async () => {
    await client.runs.start(request);
    await client.runs.start({ ...request, seed: 1 });
    await eventsOf('r2');
    expect(pids).toHaveLength(1);
    expect((await client.runs.list()).runs.map(({ id, status }) => [id, status])).toEqual([
      ['r2', 'finished'],
      ['r1', 'finished'],
    ]);
  });

  it('is stored once although its trainer repeats every event', async () => {
    behaviour.repeats = true;
    await client.runs.start(request);
    const events = await eventsOf('r1');
    expectGapFree(events);
    expect(events.filter(({ type }) => type === 'epochFinished')).toHaveLength(4);
  });

  it('is interrupted when its trainer leaves out an event', async () => {
    behaviour.skips = true;
    await client.runs.start(request);
    await eventsOf('r1');
    const { status, error } = await client.runs.get({ id: 'r1' });
    expect(status).toBe('interrupted');
    expect(error?.message).toBe(
      'The trainer was stopped: The trainer sent event 4 where event 3 was due. Last checkpoint: epoch 1.',
    );
  });

  it('is interrupted when its trainer babbles', async () => {
    behaviour.babbles = true;
    await client.runs.start(request);
    await eventsOf('r1');
    expect(await client.runs.get({ id: 'r1' })).toMatchObject({
      status: 'interrupted',
      error: { message: expect.stringContaining('not in the protocol') as string },
    });
  });

  it('is not called finished when its results are not what was announced', async () => {
    behaviour.lies = true;
    await client.runs.start(request);
    await eventsOf('r1');
    const run = await client.runs.get({ id: 'r1' });
    expect(run).toMatchObject({ status: 'interrupted', scores: null, artefacts: [] });
    expect(run.error?.message).toContain('embedding.bin is damaged');
  });
});

describe('a trainer that is killed', () => {
  it('leaves its run interrupted, with what to do, and the run goes on from its checkpoint', async () => {
    behaviour.dieAfter = 2;
    await client.runs.start(request);
    const before = await eventsOf('r1');
    const dead = await client.runs.get({ id: 'r1' });
    expect(dead.status).toBe('interrupted');
    expect(dead.error?.message).toBe('Trainer stopped unexpectedly (killed). Last checkpoint: epoch 2.');
    expect(readFileSync(join(home, 'logs', 'trainer-r1-1.log'), 'utf8')).toBe('last words');

    delete behaviour.dieAfter;
    await client.runs.resume({ id: 'r1' });
    const after = await eventsOf('r1', before.at(-1)?.seq);
    expectGapFree([...before, ...after]);
    expect(after[0]).toMatchObject({ type: 'started', epoch: 2 });
    const run = await client.runs.get({ id: 'r1' });
    expect(run).toMatchObject({ status: 'finished', error: null });
    expect(run.curves.loss).toEqual([1, null, 1 / 3, 0.25]);
    expect(run.artefacts[0]?.file).toMatch(/^attempts\/2\//);
  });
});

describe('checkpoints', () => {
  it('are only the last two, and none when the run has finished', async () => {
    behaviour.waitAfter = 3;
    await client.runs.start(request);
    await client.runs.start({ ...request, seed: 1 });
    for await (const event of await client.runs.watch({ id: 'r1' })) {
      if (event.type === 'checkpointSaved' && event.epoch === 3) break;
    }
    await client.runs.cancel({ id: 'r1' });
    await eventsOf('r1');
    expect(checkpointsOf('r1', 1)).toEqual(['checkpoint-2', 'checkpoint-3']);
    delete behaviour.waitAfter;
    await client.runs.cancel({ id: 'r2' });
    await eventsOf('r2');
    await client.runs.resume({ id: 'r1' });
    await eventsOf('r1');
    await workbench.close();
    expect([...checkpointsOf('r1', 1), ...checkpointsOf('r1', 2)]).toEqual([]);
  });

  it('that are damaged are passed over for the one before', async () => {
    behaviour.dieAfter = 3;
    behaviour.spoils = 3;
    await client.runs.start(request);
    const before = await eventsOf('r1');
    delete behaviour.dieAfter;
    await client.runs.resume({ id: 'r1' });
    const [first] = await eventsOf('r1', before.at(-1)?.seq);
    expect(first).toMatchObject({ type: 'started', epoch: 2 });
    expect((await client.runs.get({ id: 'r1' })).curves.loss).toEqual([1, null, 1 / 3, 0.25]);
  });
});

describe('cancelling', () => {
  it('ends a queued run at once and a running one at its next checkpoint', async () => {
    behaviour.waitAfter = 1;
    await client.runs.start(request);
    await client.runs.start({ ...request, seed: 1 });
    expect(await client.runs.cancel({ id: 'r2' })).toMatchObject({ status: 'cancelled' });
    await until('r1', 'checkpointSaved');
    await client.runs.cancel({ id: 'r1' });
    expect((await eventsOf('r1')).at(-1)?.type).toBe('cancelled');
    expect(await client.runs.get({ id: 'r1' })).toMatchObject({ status: 'cancelled', error: null });
    expect(await refusalOf(client.runs.cancel({ id: 'r1' }))).toMatchObject({ code: 'conflict' });
  });
});

describe('closing and opening again', () => {
  it('leaves a running run interrupted and a queued one queued, and goes on with the queue', async () => {
    behaviour.waitAfter = 1;
    await client.runs.start(request);
    await client.runs.start({ ...request, seed: 1 });
    await until('r1', 'checkpointSaved');
    await workbench.close();
    delete behaviour.waitAfter;
    await open();
    expect(await client.runs.get({ id: 'r1' })).toMatchObject({
      status: 'interrupted',
      error: { message: 'The workbench was closed while this run was training.' },
    });
    expect((await eventsOf('r2')).at(-1)?.type).toBe('finished');
    expect(await client.runs.resume({ id: 'r1' })).toMatchObject({ id: 'r1' });
    expect((await eventsOf('r1')).at(-1)?.type).toBe('finished');
  });
});

describe('what cannot be run', () => {
  it('is refused with the reason, and nothing is stored', async () => {
    expect(await refusalOf(client.runs.start({ ...request, dataset: 'tinny' }))).toEqual({
      code: 'not-found',
      message: 'There is no dataset "tinny".',
      hint: 'Datasets: tiny.',
    });
    expect(await refusalOf(client.runs.start({ ...request, k: 700 }))).toMatchObject({
      code: 'bad-input',
      message: 'k is 700 but the training split has only 40 examples.',
    });
    expect(await refusalOf(client.runs.start({ ...request, params: { margin: -1 } }))).toMatchObject({
      code: 'bad-input',
    });
    expect(await refusalOf(client.runs.start({ ...request, seed: 1.5 }))).toMatchObject({
      code: 'bad-input',
      message: 'The seed is 1.5; it has to be a whole number.',
    });
    expect(await refusalOf(client.runs.get({ id: 'r9' }))).toMatchObject({ code: 'not-found' });
    expect(await refusalOf(client.runs.get({ id: '../x' }))).toMatchObject({ code: 'not-found' });
    expect((await client.runs.list()).runs).toEqual([]);
  });
});

describe('runs as things of a person', () => {
  it('are renamed, removed and restored, and watchers are told', async () => {
    await client.runs.start(request);
    await eventsOf('r1');
    const changes = await client.system.watch();
    const told = [changes.next(), changes.next(), changes.next()];
    await client.runs.rename({ id: 'r1', name: 'best' });
    await told[0];
    await client.runs.remove({ id: 'r1' });
    await told[1];
    expect((await client.runs.list()).runs).toEqual([]);
    expect(await client.runs.restore({ id: 'r1' })).toMatchObject({ name: 'best', status: 'finished' });
    expect((await Promise.all(told)).map(({ value }) => value)).toMatchObject([
      { type: 'runChanged', run: { name: 'best' } },
      { type: 'runRemoved', id: 'r1' },
      { type: 'runChanged', run: { id: 'r1' } },
    ]);
    await changes.return(undefined);
  });
});

describe('system.info', () => {
  it('checks the store and asks a trainer for the engine', async () => {
    expect(await client.system.info()).toEqual({
      version: '0.0.0',
      engine: { name: 'cpu', version: 's', why: 'scripted' },
      store: { path: join(home, 'store.db'), version: schemaVersion, integrity: 'ok', backups: [] },
      shells: [],
    });
  });
});
