import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SweepSummary } from '@shared/sweep';
import { endedSweep, margin, storeSweepDataset, sweepRequest, sweepWhen } from './sweep-fixture';
import { openFixture, scriptedTrainers, temporaryHome, type Behaviour } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

let home: string;
let remove: () => void;
let behaviour: Behaviour;
let pids: number[];
let workbench: Workbench;
let client: WorkbenchClient;

async function open(folder = home): Promise<void> {
  const trainers = scriptedTrainers(folder, behaviour);
  pids = trainers.pids;
  workbench = await openFixture(folder, trainers.spawn);
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

/** What a sweep says about its configurations. */
function tableOf({ configurations, best, oneStandardError, nested, selection }: SweepSummary) {
  return { configurations, best, oneStandardError, nested, selection };
}

describe('a forecast', () => {
  it('starts nothing, and counts the trainers that will work', async () => {
    const forecast = await client.sweeps.forecast(sweepRequest);
    expect(forecast).toMatchObject({ trainers: 2, needs: { engine: expect.any(Number) as number } });
    expect((await client.sweeps.forecast({ ...sweepRequest, workers: 64 })).trainers).toBe(12);
    expect((await client.sweeps.list()).sweeps).toEqual([]);
    expect(pids).toEqual([]);
  });

  it('refuses settings that a start would refuse', async () => {
    for (const refused of [{ distance: 'l2', axes: [] }, { autoLearningRate: true }, { dataset: 'none' }]) {
      const request = { ...sweepRequest, ...refused };
      const words = await client.sweeps.start(request).catch((error: Error) => error.message);
      expect(words).toEqual(expect.any(String));
      await expect(client.sweeps.forecast(request)).rejects.toThrow(words as string);
    }
  });
});

describe('a sweep', () => {
  it('is answered at once, trained side by side, and kept', async () => {
    const started = await start();
    expect(started).toMatchObject({
      id: 's1',
      name: 'triplet on tiny: margin',
      status: 'running',
      progress: { finished: 0, total: 12, share: 0, timeLeftMs: null },
      best: null,
    });
    const done = await ended(() => client.sweeps.get({ id: 's1' }));
    expect(done).toMatchObject({
      status: 'finished',
      error: null,
      selection: 'cross-validation',
      engine: 'cpu (s)',
      reused: 0,
      progress: { finished: 12, total: 12, share: 1, timeLeftMs: null },
    });
    expect(pids).toHaveLength(2);
    const errors = done.configurations.map(({ foldErrors }) => foldErrors);
    // As the scripted trainer has it: (700 margin + 13 (fold + 1) + 3 (k − 1)) mod 50, in percent.
    const scripted = (value: number, fold: number) => ((700 * value + 13 * (fold + 1) + 12) % 50) / 100;
    errors.forEach((folds, at) =>
      folds.forEach((error, fold) => expect(error).toBeCloseTo(scripted(margin.values[at]!, fold))),
    );
    expect(await client.sweeps.get({ id: '1' })).toEqual(done);
    const { configurations, nested: _, ...row } = done;
    const bestError = configurations[done.best!.index]!.validation;
    expect(await client.sweeps.list()).toEqual({ sweeps: [{ ...row, bestError }] });
  });

  it('goes on where it was after its workbench was killed, to the same table', async () => {
    behaviour.stopInFold = 3;
    await until(
      ({ progress }) => progress.finished === 10,
      () => start({ workers: 1 }),
    );
    const killed = temporaryHome();
    cpSync(home, killed.home, { recursive: true });
    await workbench.close();
    delete behaviour.stopInFold;
    await open(killed.home);
    expect(await client.sweeps.get({ id: 's1' })).toMatchObject({
      status: 'interrupted',
      progress: { finished: 10 },
      error: { message: 'The workbench stopped while this sweep was training.' },
    });
    const resumed = await ended(() => client.sweeps.resume({ id: 's1' }));
    expect(resumed).toMatchObject({ status: 'finished', error: null });
    await workbench.close();
    killed.remove();
    const whole = temporaryHome();
    await storeSweepDataset(whole.home);
    await open(whole.home);
    expect(tableOf(await ended(() => start()))).toEqual(tableOf(resumed));
    await workbench.close();
    whole.remove();
  });

  it('is cancelled, keeps what is measured, and is resumed', async () => {
    behaviour.stopInFold = 1;
    await until(
      ({ progress }) => progress.finished > 0,
      () => start(),
    );
    const cancelled = await ended(() => client.sweeps.cancel({ id: 's1' }));
    expect(cancelled).toMatchObject({ status: 'cancelled', error: null, best: null });
    const { finished } = cancelled.progress;
    await workbench.close();
    delete behaviour.stopInFold;
    await open();
    const done = await ended(() => client.sweeps.resume({ id: 's1' }));
    expect(done).toMatchObject({ status: 'finished', reused: 0, progress: { finished: 12 } });
    expect(finished).toBeLessThan(12);
    await expect(client.sweeps.resume({ id: 's1' })).rejects.toThrow('Sweep s1 cannot be resumed');
    await expect(client.sweeps.cancel({ id: 's1' })).rejects.toThrow('Sweep s1 cannot be cancelled');
  });

  it('is interrupted when its workbench is closed', async () => {
    behaviour.stopInFold = 0;
    await start();
    await workbench.close();
    await open();
    expect(await client.sweeps.get({ id: 's1' })).toMatchObject({
      status: 'interrupted',
      error: { message: 'The workbench was closed while this sweep was training.' },
    });
  });
});

describe('a trainer that dies', () => {
  it('is replaced once', async () => {
    Object.assign(behaviour, { dieInFold: 2, diesUntil: join(home, 'died') });
    const done = await ended(() => start());
    expect(done).toMatchObject({ status: 'finished', progress: { finished: 12 } });
    expect(readdirSync(home)).toContain('died');
  });

  it('again, leaves its fits failed with the reason, and they are tried again on demand', async () => {
    behaviour.dieInFold = 2;
    const failed = await ended(() => start());
    expect(failed).toMatchObject({
      status: 'failed',
      best: { index: 0 },
      progress: { finished: 12 },
      error: { code: 'failed', message: '2 of 12 fits failed.' },
    });
    expect(failed.configurations.map(({ status }) => status)).toEqual(['finished', 'failed', 'failed']);
    await workbench.close();
    delete behaviour.dieInFold;
    await open();
    const done = await ended(() => client.sweeps.resume({ id: 's1' }));
    expect(done).toMatchObject({ status: 'finished', error: null });
    expect(done.configurations[0]).toEqual({ ...failed.configurations[0], ...comparisonOf(done, 0) });
  });

  it('with its own words has its fits failed at once', async () => {
    behaviour.failInFold = 0;
    const failed = await ended(() => start());
    expect(failed).toMatchObject({ status: 'failed', error: { message: '3 of 12 fits failed.' } });
  });
});

function comparisonOf({ configurations }: SweepSummary, index: number) {
  const { pValue, indistinguishable } = configurations[index]!;
  return { pValue, indistinguishable };
}

describe('beside runs', () => {
  it('waits for those before it, and those after it wait', async () => {
    behaviour.waitAfter = 1;
    behaviour.stopInFold = 0;
    const run = { dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 4 } };
    await client.runs.start(run);
    expect(await start()).toMatchObject({ status: 'queued' });
    const running = until(
      ({ status }) => status === 'running',
      () => client.sweeps.get({ id: 's1' }),
    );
    for await (const event of await client.runs.watch({ id: 'r1' }))
      if (event.type === 'checkpointSaved') await client.runs.cancel({ id: 'r1' });
    await running;
    expect(await client.runs.start(run)).toMatchObject({ id: 'r2', status: 'queued' });
    await ended(() => client.sweeps.cancel({ id: 's1' }));
    for await (const event of await client.runs.watch({ id: 'r2' }))
      if (event.type === 'checkpointSaved') await client.runs.cancel({ id: 'r2' });
    expect(await client.runs.get({ id: 'r2' })).toMatchObject({ status: 'cancelled' });
  });

  it('opens a configuration as one', async () => {
    await ended(() => start({ tags: ['mine'], seed: 3 }));
    const run = await client.sweeps.openAsRun({ id: 's1', index: 1 });
    expect(run).toMatchObject({
      id: 'r1',
      name: 'triplet on tiny: margin, margin 0.5',
      tags: ['mine', 'sweep s1'],
      config: { distance: 'triplet', k: 5, seed: 3, params: { margin: 0.5 } },
    });
    await expect(client.sweeps.openAsRun({ id: 's1', index: 3 })).rejects.toThrow('no configuration 3');
    await ended(() => start({ axes: [{ name: 'embeddingSize', values: [3] }] }));
    const { name } = await client.sweeps.openAsRun({ id: 's2', index: 0 });
    expect(name).toBe('triplet on tiny: embedding size, embedding size 3');
  });
});

describe('sweeps as things of a person', () => {
  it('are removed and restored', async () => {
    await ended(() => start());
    await client.sweeps.remove({ id: 's1' });
    expect(await client.sweeps.list()).toEqual({ sweeps: [] });
    expect((await client.sweeps.trash()).sweeps.map(({ id }) => id)).toEqual(['s1']);
    expect(await client.sweeps.restore({ id: 's1' })).toMatchObject({ id: 's1', status: 'finished' });
    expect((await client.sweeps.trash()).sweeps).toEqual([]);
    await expect(client.sweeps.get({ id: 's9' })).rejects.toThrow('There is no sweep "s9".');
  });

  it('are readable when their dataset is gone', async () => {
    const done = await ended(() => start());
    await workbench.close();
    writeFileSync(join(home, 'datasets', done.datasetHash, 'labels.i32'), '');
    await open();
    expect(await client.sweeps.get({ id: 's1' })).toEqual(done);
  });

  it('are not stored when they cannot be trained', async () => {
    await expect(start({ distance: 'l2', axes: [{ name: 'k', values: [1, 2] }] })).rejects.toThrow(
      'nothing to train',
    );
    await expect(start({ folds: 15 })).rejects.toThrow('15 folds are too many');
    await expect(start({ dataset: 'none' })).rejects.toThrow('There is no dataset "none".');
    expect(await client.sweeps.list()).toEqual({ sweeps: [] });
  });

  it('of which every fit diverges have diverged', async () => {
    const sweep = await ended(() => start({ axes: [{ name: 'margin', values: [9, 10] }] }));
    expect(sweep).toMatchObject({ status: 'diverged', best: null, error: { code: 'diverged' } });
  });
});
