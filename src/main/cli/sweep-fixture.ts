import type { Configuration, SweepSummary } from '@shared/sweep';

/** A configuration of {@link sweepFixture}. */
export function configurationFixture(margin: number, error: number | null): Configuration {
  const estimate = { mean: error, standardError: error === null ? null : 0.01 };
  return {
    values: { margin },
    folds: 2,
    status: error === null ? 'waiting' : 'finished',
    train: estimate,
    trainLeaveOneOut: estimate,
    validation: estimate,
    foldErrors: [error, error],
    errorByK: error === null ? {} : { '1': error, '2': 0.5 },
    pValue: null,
    indistinguishable: false,
  };
}

/** A finished sweep over three margins, for tests. */
export function sweepFixture(change: Partial<SweepSummary> = {}): SweepSummary {
  const axes = [{ name: 'margin', values: [0.1, 0.5, 0.9] }];
  const base: SweepSummary['config']['base'] = {
    dataset: 'tiny',
    distance: 'triplet',
    embedding: 'mlp',
    loss: 'triplet',
    optimizer: 'sgd',
    sampler: 'shuffle',
    normalizer: 'symmetric',
    params: { epochs: 4 },
    k: 5,
    seed: 0,
    engine: 'auto',
  };
  return {
    id: 's1',
    name: 'margins',
    status: 'finished',
    dataset: 'tiny',
    datasetHash: '0'.repeat(64),
    config: { base, axes, folds: 2, outerFolds: 0, workers: null },
    tags: [],
    engine: 'cpu (s)',
    reused: 0,
    createdAt: '2026-03-01T12:00:00.000Z',
    startedAt: '2026-03-01T12:00:00.000Z',
    finishedAt: '2026-03-01T12:00:09.000Z',
    progress: { finished: 6, total: 6, share: 1, timeLeftMs: null },
    timing: { totalMs: 9000 },
    error: null,
    selection: 'cross-validation',
    configurations: [
      configurationFixture(0.1, 0.3),
      { ...configurationFixture(0.5, 0.21), pValue: 0.8, indistinguishable: true },
      { ...configurationFixture(0.9, 0.2), indistinguishable: true },
    ],
    best: { index: 2, values: { margin: 0.9 } },
    oneStandardError: { index: 1, values: { margin: 0.5 } },
    nested: null,
    optimismGap: null,
    ...change,
  };
}
