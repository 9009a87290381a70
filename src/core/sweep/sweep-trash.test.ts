import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endedSweep, storeSweepDataset, sweepRequest, sweepWhen } from './sweep-fixture';
import { openFixture, scriptedTrainers, temporaryHome, type Behaviour } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

let home: string;
let remove: () => void;
let behaviour: Behaviour;
let workbench: Workbench;
let client: WorkbenchClient;

async function open(): Promise<void> {
  workbench = await openFixture(home, scriptedTrainers(home, behaviour).spawn);
  client = clientOf(workbench);
}

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  behaviour = {};
  await storeSweepDataset(home);
  await open();
});

afterEach(async () => {
  await workbench.close();
  remove();
});

const start = (more: object = {}) =>
  endedSweep(client, () => client.sweeps.start({ ...sweepRequest, ...more }));

/** Rows of the tables of sweeps: sweeps, fits, looks. */
function rows(): number[] {
  const db = new Database(join(home, 'store.db'), { readonly: true });
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const counts = ['sweeps', 'sweep_units', 'sweep_looks'].map(count);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
  return counts;
}

describe('deleting a sweep for good', () => {
  it('takes it out of the trash with its fits and what they look like', async () => {
    await start();
    await expect(client.sweeps.deleteForGood({ id: 's1' })).rejects.toThrow('it is not in the trash');
    expect(rows()).toEqual([1, 12, 3]);
    await client.sweeps.remove({ id: 's1' });
    await client.sweeps.deleteForGood({ id: 's1' });
    expect(rows()).toEqual([0, 0, 0]);
    expect((await client.sweeps.trash()).sweeps).toEqual([]);
    await expect(client.sweeps.restore({ id: 's1' })).rejects.toThrow('There is no sweep "s1".');
    expect(await start()).toMatchObject({ id: 's2', reused: 0 });
  });

  it('leaves what another sweep has, too', async () => {
    await start();
    const { looks } = client.sweeps;
    const before = (await looks({ id: 's1' })).fits;
    expect(await start({ name: 'again' })).toMatchObject({ reused: 12 });
    await client.sweeps.remove({ id: 's1' });
    await client.sweeps.deleteForGood({ id: 's1' });
    expect(rows()).toEqual([1, 12, 3]);
    expect((await looks({ id: 's2' })).fits).toEqual(before);
  });

  it('waits for the end of one whose trainers still work', async () => {
    behaviour.stopInFold = 2;
    behaviour.ignoresCancel = true;
    await workbench.close();
    await open();
    await sweepWhen(
      client,
      ({ progress }) => progress.finished > 0,
      () => client.sweeps.start({ ...sweepRequest, workers: 1 }),
    );
    await client.sweeps.remove({ id: 's1' });
    await expect(client.sweeps.deleteForGood({ id: 's1' })).rejects.toThrow('it is still ending');
    expect(rows()[0]).toBe(1);
  });
});

it('lets go of a dataset when nothing else was made on it', async () => {
  await start();
  await client.datasets.remove({ name: 'tiny' });
  await expect(client.datasets.deleteForGood({ name: 'tiny' })).rejects.toThrow(
    '"tiny" cannot be deleted for good: 1 sweep needs its images.',
  );
  await client.sweeps.remove({ id: 's1' });
  await expect(client.datasets.deleteForGood({ name: 'tiny' })).rejects.toThrow('1 sweep needs its images');
  await client.sweeps.deleteForGood({ id: 's1' });
  await client.datasets.deleteForGood({ name: 'tiny' });
  expect((await client.datasets.trash()).datasets).toEqual([]);
  expect((await client.system.check()).problems).toEqual([]);
});
