import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { endedSweep, sweepRequest, sweepWhen, sweepWorkbench } from './sweep-fixture';

const at = sweepWorkbench();

const start = (more: object = {}) =>
  endedSweep(at.client, () => at.client.sweeps.start({ ...sweepRequest, ...more }));

/** Rows of the tables of sweeps: sweeps, fits, looks. */
function rows(): number[] {
  const db = new Database(join(at.home, 'store.db'), { readonly: true });
  const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const counts = ['sweeps', 'sweep_units', 'sweep_looks'].map(count);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
  return counts;
}

describe('deleting a sweep for good', () => {
  it('takes it out of the trash with its fits and what they look like', async () => {
    await start();
    await expect(at.client.sweeps.deleteForGood({ id: 's1' })).rejects.toThrow('it is not in the trash');
    expect(rows()).toEqual([1, 12, 3]);
    await at.client.sweeps.remove({ id: 's1' });
    await at.client.sweeps.deleteForGood({ id: 's1' });
    expect(rows()).toEqual([0, 0, 0]);
    expect((await at.client.sweeps.trash()).sweeps).toEqual([]);
    await expect(at.client.sweeps.restore({ id: 's1' })).rejects.toThrow('There is no sweep "s1".');
    expect(await start()).toMatchObject({ id: 's2', reused: 0 });
  });

  it('leaves what another sweep has, too', async () => {
    await start();
    const { looks } = at.client.sweeps;
    const before = (await looks({ id: 's1' })).fits;
    expect(await start({ name: 'again' })).toMatchObject({ reused: 12 });
    await at.client.sweeps.remove({ id: 's1' });
    await at.client.sweeps.deleteForGood({ id: 's1' });
    expect(rows()).toEqual([1, 12, 3]);
    expect((await looks({ id: 's2' })).fits).toEqual(before);
  });

  it('waits for the end of one whose trainers still work', async () => {
    at.behaviour.stopInFold = 2;
    at.behaviour.ignoresCancel = true;
    await at.workbench.close();
    await at.open();
    await sweepWhen(
      at.client,
      ({ progress }) => progress.finished > 0,
      () => at.client.sweeps.start({ ...sweepRequest, workers: 1 }),
    );
    await at.client.sweeps.remove({ id: 's1' });
    await expect(at.client.sweeps.deleteForGood({ id: 's1' })).rejects.toThrow('it is still ending');
    expect(rows()[0]).toBe(1);
  });
});

it('lets go of a dataset when nothing else was made on it', async () => {
  await start();
  await at.client.datasets.remove({ name: 'tiny' });
  await expect(at.client.datasets.deleteForGood({ name: 'tiny' })).rejects.toThrow(
    '"tiny" cannot be deleted for good: 1 sweep needs its images.',
  );
  await at.client.sweeps.remove({ id: 's1' });
  await expect(at.client.datasets.deleteForGood({ name: 'tiny' })).rejects.toThrow(
    '1 sweep needs its images',
  );
  await at.client.sweeps.deleteForGood({ id: 's1' });
  await at.client.datasets.deleteForGood({ name: 'tiny' });
  expect((await at.client.datasets.trash()).datasets).toEqual([]);
  expect((await at.client.system.check()).problems).toEqual([]);
});
