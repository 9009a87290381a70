import { describe, expect, it } from 'vitest';
import type { SweepSummary } from '@shared/sweep';
import { endedSweep, margin, sweepRequest, sweepWhen, sweepWorkbench } from './sweep-fixture';

const at = sweepWorkbench();

const until = (wanted: (sweep: SweepSummary) => boolean, act: () => Promise<SweepSummary>) =>
  sweepWhen(at.client, wanted, act);
const ended = (act: () => Promise<SweepSummary>) => endedSweep(at.client, act);
const start = (more: object = {}) => at.client.sweeps.start({ ...sweepRequest, ...more });

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
    await at.workbench.close();
    at.behaviour.engineVersion = 't';
    await at.open();
    expect(await ended(() => start())).toMatchObject({ engine: 'cpu (t)', reused: 0 });
  });

  it('by another engine is not mixed with what is found on going on', async () => {
    at.behaviour.stopInFold = 3;
    await until(
      ({ progress }) => progress.finished === 10,
      () => start({ workers: 1 }),
    );
    await ended(() => at.client.sweeps.cancel({ id: 's1' }));
    await at.workbench.close();
    at.behaviour = { engineVersion: 't', stopInFold: 0 };
    await at.open();
    await at.client.sweeps.resume({ id: 's1' });
    const begun = await until(
      ({ progress }) => progress.finished === 1,
      () => at.client.sweeps.get({ id: 's1' }),
    );
    expect(begun.engine).toBe('cpu (t)');
  });

  it('is not taken over from another seed', async () => {
    await ended(() => start());
    expect(await ended(() => start({ seed: 1 }))).toMatchObject({ reused: 0 });
  });
});
