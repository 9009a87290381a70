import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SweepSummary } from '@shared/sweep';
import { endedSweep, margin, storeSweepDataset, sweepRequest, sweepWhen } from './sweep-fixture';
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

const until = (wanted: (sweep: SweepSummary) => boolean, act: () => Promise<SweepSummary>) =>
  sweepWhen(client, wanted, act);
const ended = (act: () => Promise<SweepSummary>) => endedSweep(client, act);
const start = (more: object = {}) => client.sweeps.start({ ...sweepRequest, ...more });

describe('what is known already', () => {
  it('is taken over from another sweep', async () => {
    const first = await ended(() => start());
    const wider = await ended(() => start({ axes: [{ name: 'margin', values: [0.5, 0.3, 0.1] }] }));
    expect(wider).toMatchObject({ id: 's2', status: 'finished', reused: 8, progress: { total: 12 } });
    expect(wider.configurations[0]?.foldErrors).toEqual(first.configurations[1]?.foldErrors);
    const known = await ended(() => start({ axes: [margin, { name: 'k', values: [1, 5] }] }));
    expect(known).toMatchObject({ id: 's3', status: 'finished', reused: 12 });
  });

  it('is found again where another engine is at work', async () => {
    await ended(() => start());
    await workbench.close();
    behaviour.engineVersion = 't';
    await open();
    expect(await ended(() => start())).toMatchObject({ engine: 'cpu (t)', reused: 0 });
  });

  it('by another engine is not mixed with what is found on going on', async () => {
    behaviour.stopInFold = 3;
    await until(
      ({ progress }) => progress.finished === 10,
      () => start({ workers: 1 }),
    );
    await ended(() => client.sweeps.cancel({ id: 's1' }));
    await workbench.close();
    behaviour = { engineVersion: 't', stopInFold: 0 };
    await open();
    await client.sweeps.resume({ id: 's1' });
    const begun = await until(
      ({ progress }) => progress.finished === 1,
      () => client.sweeps.get({ id: 's1' }),
    );
    expect(begun.engine).toBe('cpu (t)');
  });

  it('is not taken over from another seed', async () => {
    await ended(() => start());
    expect(await ended(() => start({ seed: 1 }))).toMatchObject({ reused: 0 });
  });
});
