import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunSummary } from '@shared/run';
import {
  openFixture,
  scriptedTrainers,
  storeTinyDataset,
  temporaryHome,
  type Behaviour,
} from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

let home: string;
let remove: () => void;
let behaviour: Behaviour;
let workbench: Workbench;
let client: WorkbenchClient;

const open = async (): Promise<void> => {
  workbench = await openFixture(home, scriptedTrainers(home, behaviour).spawn);
  client = clientOf(workbench);
};
const reopen = async (): Promise<void> => {
  await workbench.close();
  await open();
};

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  behaviour = { waitAfter: 2 };
  await storeTinyDataset(home);
  await open();
});

afterEach(async () => {
  await workbench.close();
  remove();
});

const start = (name: string) =>
  client.runs.start({
    dataset: 'tiny',
    distance: 'triplet',
    k: 3,
    params: { epochs: 4, batchSize: 20 },
    name,
  });
const statusOf = async (id: string): Promise<RunSummary['status']> => (await client.runs.get({ id })).status;
const becomes = (id: string, status: string) =>
  expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe(status);
const reaches = (id: string, epoch: number) =>
  expect.poll(async () => (await client.runs.get({ id })).progress.epoch, { timeout: 20_000 }).toBe(epoch);

it('is paused with what it trains, stays so after a restart, and goes on from the checkpoint', async () => {
  await start('first');
  await start('second');
  await reaches('r1', 2);
  expect(await client.queue.pause()).toMatchObject({ isPaused: true });
  await becomes('r1', 'queued');
  expect(await client.queue.get()).toEqual({ isPaused: true, order: ['r1', 'r2'] });
  delete behaviour.waitAfter;
  await reopen();
  expect(await client.queue.get()).toEqual({ isPaused: true, order: ['r1', 'r2'] });
  await start('third');
  expect(await statusOf('r3')).toBe('queued');
  await client.queue.resume();
  await becomes('r3', 'finished');
  const first = await client.runs.get({ id: 'r1' });
  expect(first.status).toBe('finished');
  expect(first.curves.loss).toHaveLength(4);
  const events = [];
  for await (const event of await client.runs.watch({ id: 'r1' })) events.push(event);
  expect(events.flatMap((event) => (event.type === 'started' ? event.epoch : []))).toEqual([0, 2]);
});

it('pauses one run until it is resumed, and lets the next one go', async () => {
  await start('first');
  await start('second');
  await reaches('r1', 2);
  delete behaviour.waitAfter;
  await client.runs.pause({ id: 'r1' });
  await becomes('r1', 'interrupted');
  expect((await client.runs.get({ id: 'r1' })).error?.message).toBe('This run was paused.');
  await reaches('r2', 2);
  await client.runs.pause({ id: 'r2' });
  await becomes('r2', 'interrupted');
  await expect(client.runs.pause({ id: 'r2' })).rejects.toThrow('cannot be paused: it is interrupted');
});

it('says when a run is trained that waits and is asked to go on', async () => {
  await client.queue.pause();
  await start('first');
  await expect(client.runs.resume({ id: 'r1' })).rejects.toMatchObject({
    data: {
      message: 'Run r1 cannot be resumed: it is queued.',
      hint: expect.stringMatching(/while the workbench is open/) as string,
    },
  });
});

it('changes the order of what waits', async () => {
  await client.queue.pause();
  for (const name of ['a', 'b', 'c']) await start(name);
  expect((await client.runs.move({ id: 'r3', before: 'r1' })).order).toEqual(['r3', 'r1', 'r2']);
  expect((await client.runs.move({ id: 'r3', before: null })).order).toEqual(['r1', 'r2', 'r3']);
  await client.runs.cancel({ id: 'r2' });
  await expect(client.runs.move({ id: 'r1', before: 'r2' })).rejects.toThrow('does not wait');
  expect((await client.runs.move({ id: 'r3', before: 'r1' })).order).toEqual(['r3', 'r1']);
  await reopen();
  expect((await client.queue.get()).order).toEqual(['r3', 'r1']);
});
