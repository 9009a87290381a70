import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { storeSweepDataset, sweepRequest, sweepWhen } from '../sweep/sweep-fixture';
import { openFixture, scriptedTrainers, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

const behaviour = { waitAfter: 1, stopInFold: 0 };
const run = { dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 3 } };
const words = (what: string) => ({
  code: 'storage',
  message: expect.stringMatching(
    `^This ${what} is over, but its end could not be stored\\. The store is in use`,
  ) as string,
  hint: expect.stringContaining('start it again') as string,
});

let workbench: Workbench;
let client: WorkbenchClient;
let other: Database.Database;
let remove: () => void;

beforeEach(async () => {
  const fixture = temporaryHome();
  remove = fixture.remove;
  await storeSweepDataset(fixture.home);
  workbench = await openFixture(fixture.home, scriptedTrainers(fixture.home, behaviour).spawn);
  client = clientOf(workbench);
  other = new Database(join(fixture.home, 'store.db'));
});
afterEach(async () => {
  other.close();
  await workbench.close();
  remove();
});

it('whoever watches a run is told that it is over, and why that could not be stored', async () => {
  const { id } = await client.runs.start(run);
  const events = await client.runs.watch({ id, afterSeq: -1 });
  for await (const { type } of events) if (type === 'epochFinished') break;
  other.exec('BEGIN IMMEDIATE');
  await client.runs.cancel({ id });
  const rest = (await client.runs.watch({ id, afterSeq: 1 }))[Symbol.asyncIterator]();
  const toEnd = async () => {
    while (!(await rest.next()).done);
  };
  await expect(toEnd()).rejects.toMatchObject({ data: words('run') });
  expect((await client.runs.get({ id })).status).toBe('running');
});

it('and of a sweep, by its error', async () => {
  const { id } = await sweepWhen(
    client,
    ({ progress }) => progress.finished > 0,
    () => client.sweeps.start({ ...sweepRequest, workers: 1 }),
  );
  other.exec('BEGIN IMMEDIATE');
  const over = await sweepWhen(
    client,
    ({ error }) => error !== null,
    () => client.sweeps.cancel({ id }),
  );
  expect(over).toMatchObject({ status: 'running', error: words('sweep') });
  expect((await client.sweeps.get({ id })).error).toEqual(over.error);
});
