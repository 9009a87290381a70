import { describe, expect, test } from 'vitest';
import type { JobEvent } from '@shared/job';
import type { RunDetail } from '@shared/run';
import { applyJobEvents } from './apply-job-events';

const fresh: RunDetail = {
  id: 'r1',
  name: 'r1',
  status: 'queued',
  config: {
    dataset: 'd',
    distance: 'triplet',
    embedding: 'mlp',
    loss: 'triplet',
    optimizer: 'sgd',
    sampler: 'shuffle',
    normalizer: 'symmetric',
    params: {},
    k: 3,
    seed: 0,
    engine: 'auto',
  },
  tags: [],
  notes: '',
  starred: false,
  locked: false,
  removedAt: null,
  best: { loss: null, validationError: null },
  studyId: null,
  datasetHash: 'h',
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  engine: null,
  path: null,
  progress: { epoch: 0, epochs: 10, timeLeftMs: null },
  lastLoss: null,
  scores: null,
  timing: null,
  error: null,
  lastSeq: -1,
  curves: { loss: [], trainError: [], trainLeaveOneOutError: [], validationError: [], activeShare: [] },
  facts: null,
  artefacts: [],
  versions: {},
  dataset: { name: 'd', classNames: ['a', 'b'], present: true },
};

const started = (seq: number, epoch: number): JobEvent => ({
  type: 'started',
  runId: 'r1',
  seq,
  epoch,
  engine: { name: 'cpu', version: '1', why: '' },
  path: 'gram',
  versions: {},
});

const epoch = (seq: number, at: number, loss: number | null): JobEvent => ({
  type: 'epochFinished',
  runId: 'r1',
  seq,
  epoch: at,
  loss,
  activeShare: 1,
  durationMs: 10,
  scores: null,
});

describe('a run, event by event', () => {
  test('the run before is left as it was', () => {
    const before = applyJobEvents(fresh, [started(0, 0), epoch(1, 1, 4)]);
    applyJobEvents(before, [epoch(2, 2, 3)]);
    expect(before.curves.loss).toEqual([4]);
    expect(fresh.curves.loss).toEqual([]);
  });

  test('curves grow, null stays a gap, progress follows', () => {
    const run = applyJobEvents(fresh, [started(0, 0), epoch(1, 1, 4), epoch(2, 2, null), epoch(3, 3, 2)]);
    expect(run.curves.loss).toEqual([4, null, 2]);
    expect(run).toMatchObject({
      status: 'running',
      lastLoss: 2,
      lastSeq: 3,
      progress: { epoch: 3 },
    });
  });

  test('an event seen twice changes nothing', () => {
    const once = applyJobEvents(fresh, [started(0, 0), epoch(1, 1, 4)]);
    expect(applyJobEvents(once, [epoch(1, 1, 9)])).toBe(once);
  });

  test('a resumed run goes on from its checkpoint: later epochs are cut', () => {
    const stopped = applyJobEvents(fresh, [started(0, 0), epoch(1, 1, 4), epoch(2, 2, 3), epoch(3, 3, 2)]);
    const resumed = applyJobEvents(stopped, [started(4, 1), epoch(5, 2, 2.9)]);
    expect(resumed.curves.loss).toEqual([4, 2.9]);
  });

  test('an end with an error keeps what to do', () => {
    const event: JobEvent = {
      type: 'diverged',
      runId: 'r1',
      seq: 0,
      epoch: 3,
      message: 'exploded',
      hint: 'lower it',
      holdingRate: 0.5,
    };
    expect(applyJobEvents(fresh, [event])).toMatchObject({
      status: 'diverged',
      error: { code: 'diverged', hint: 'lower it', holdingRate: 0.5 },
    });
  });
});
