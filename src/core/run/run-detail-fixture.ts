import type { RunDetail } from '@shared/run';

/** A finished run for tests, with `changes`. */
export function runFixture(changes: Partial<RunDetail> = {}): RunDetail {
  const scores = (error: number) => ({
    error,
    errorByK: { '1': error + 0.01, '5': error - 0.01, '36': error },
  });
  return {
    id: 'r1',
    name: 'a triplet',
    status: 'finished',
    config: {
      dataset: 'sample',
      distance: 'triplet',
      embedding: 'mlp',
      loss: 'triplet',
      optimizer: 'sgd',
      sampler: 'shuffle',
      normalizer: 'symmetric',
      params: { margin: 0.7, learningRate: 0.05 },
      k: 36,
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
    datasetHash: 'ab'.repeat(32),
    createdAt: '2026-03-01T12:00:00.000Z',
    startedAt: '2026-03-01T12:00:01.000Z',
    finishedAt: '2026-03-01T12:00:09.000Z',
    engine: { name: 'native', version: '4.22.0', why: 'found' },
    path: 'gram',
    progress: { epoch: 2, epochs: 2, timeLeftMs: null },
    lastLoss: 0.25,
    scores: { train: scores(0.1), trainLeaveOneOut: scores(0.2), validation: scores(0.3), test: null },
    timing: { trainMs: 1500, evaluateMs: 200, totalMs: 1800 },
    error: null,
    lastSeq: 4,
    curves: {
      loss: [0.5, 0.25],
      trainError: [0.2, 0.1],
      trainLeaveOneOutError: [0.3, 0.2],
      validationError: [null, 0.3],
      activeShare: [0.9, 0.4],
    },
    facts: null,
    artefacts: [],
    versions: {},
    dataset: { name: 'sample', classNames: ['apple', 'pear'], present: true },
    ...changes,
  };
}
