import { expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { activityOf } from './activity';

const run = (id: string, status: RunSummary['status']) =>
  ({
    id,
    name: id,
    status,
    studyId: null,
    progress: { epoch: 1, epochs: 4, timeLeftMs: 2000 },
  }) as RunSummary;

const known = (runs: RunSummary[], isPaused = false) => ({
  studies: [],
  sweeps: [],
  imports: {},
  runs,
  queue: { isPaused, order: ['r2', 'r3', 'r5', 'r4'] },
});

const waiting = ['r5', 'r4', 'r3', 'r2'].map((id) => run(id, 'queued'));

test('the run in training comes first, then the queue in its order', () => {
  const shown = activityOf(known([...waiting, run('r1', 'running'), run('r0', 'finished')]));
  expect(shown.map(({ label }) => label)).toEqual(['r1', 'r2', 'r3']);
  expect(shown[1]?.note).toBe('Waiting for its turn');
});

test('runs of a paused queue say what they wait for', () => {
  expect(new Set(activityOf(known(waiting, true)).map(({ note }) => note))).toEqual(
    new Set(['Waiting: the queue is paused']),
  );
});
