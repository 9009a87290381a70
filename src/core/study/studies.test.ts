import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Study } from '@shared/study';
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

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  behaviour = {};
  await storeTinyDataset(home);
  workbench = await openFixture(home, scriptedTrainers(home, behaviour).spawn);
  client = clientOf(workbench);
});

afterEach(async () => {
  await workbench.close();
  remove();
});

/** The study once a change of it is told that satisfies `wanted`. */
async function studyWhen(wanted: (study: Study) => boolean, act: () => Promise<unknown>): Promise<Study> {
  const changes = await client.system.watch();
  await act();
  for await (const event of changes)
    if (event.type === 'studyChanged' && wanted(event.study)) return event.study;
  throw new Error('the stream ended');
}

it('trains every part of the tutorial and tells its watchers until it is finished', async () => {
  const done = await studyWhen(
    ({ status }) => status === 'finished',
    () => client.studies.startTutorial({ dataset: 'tiny' }),
  );
  expect(done).toMatchObject({ id: 's1', kind: 'tutorial', dataset: 'tiny' });
  expect(done.progress).toEqual({ finished: 19, total: 19, timeLeftMs: 0 });
  expect(done.parts.map(({ runIds }) => runIds.length)).toEqual([1, 1, 1, 1, 15]);
  expect(done.table.map(({ part }) => part)).toEqual(['l2', 'l2-min', 'contrastive', 'triplet']);
  expect(await client.studies.get({ id: 's1' })).toEqual(done);
  const { runs } = await client.runs.list();
  expect(runs.every((run) => run.studyId === 's1' && run.status === 'finished')).toBe(true);
});

it('is cancelled with every run that has not ended', async () => {
  behaviour.waitAfter = 1;
  await studyWhen(
    ({ progress }) => progress.finished > 0,
    () => client.studies.startTutorial({ dataset: 'tiny' }),
  );
  const ended = await studyWhen(
    ({ status }) => status !== 'running',
    () => client.studies.cancel({ id: 's1' }),
  );
  expect(ended.status).toBe('cancelled');
  const { runs } = await client.runs.list();
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['finished', 'cancelled']));
  const finished = runs.filter(({ status }) => status === 'finished').length;
  expect(ended.progress).toMatchObject({ finished, total: 19 });
});

it('goes on with every run that was cancelled, when it is asked to', async () => {
  behaviour.waitAfter = 1;
  await studyWhen(
    ({ progress }) => progress.finished > 0,
    () => client.studies.startTutorial({ dataset: 'tiny' }),
  );
  await studyWhen(
    ({ status }) => status === 'cancelled',
    () => client.studies.cancel({ id: 's1' }),
  );
  // Trainers of another behaviour, after a restart that leaves cancelled runs alone.
  await workbench.close();
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  client = clientOf(workbench);
  const done = await studyWhen(
    ({ status }) => status !== 'running',
    () => client.studies.resume({ id: 's1' }),
  );
  expect([done.status, done.progress.finished]).toEqual(['finished', 19]);
  expect(await client.studies.resume({ id: 's1' })).toEqual(done);
});

it('goes on after the workbench was closed in the middle, the run under way included', async () => {
  behaviour.waitAfter = 1;
  await studyWhen(
    ({ progress }) => progress.finished > 0,
    () => client.studies.startTutorial({ dataset: 'tiny' }),
  );
  await workbench.close();
  behaviour = {};
  workbench = await openFixture(home, scriptedTrainers(home, behaviour).spawn);
  client = clientOf(workbench);
  const done = await studyWhen(
    ({ status }) => status !== 'running',
    async () => undefined,
  );
  expect(done.status).toBe('finished');
  expect(done.table.every(({ status }) => status === 'finished')).toBe(true);
});

it('stores nothing when it cannot be run', async () => {
  await expect(client.studies.startTutorial({ dataset: 'none' })).rejects.toThrow(
    'There is no dataset "none".',
  );
  expect(await client.studies.list()).toEqual({ studies: [] });
  expect(await client.runs.list()).toEqual({ runs: [] });
});
