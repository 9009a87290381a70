import { expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { estimateOfFit, estimateOfRun } from './estimate';
import { finishedSweep } from '../sweep/sweep-fixture';

const run = (trainMs: number, epochs: number, changes: object = {}) =>
  ({
    status: 'finished',
    datasetHash: 'h',
    createdAt: '2026-01-01',
    config: { distance: 'triplet', params: { epochs, batchSize: 50 } },
    timing: { trainMs, evaluateMs: 100, totalMs: trainMs + 100 },
    ...changes,
  }) as unknown as RunSummary;
const wanted = { distance: 'triplet', params: { epochs: 20, batchSize: 50 } };

test('the median of similar runs, their training scaled by the epochs', () => {
  const runs = [run(1000, 10), run(3000, 20), run(9000, 10), run(1, 1, { datasetHash: 'other' })];
  expect(estimateOfRun({ runs }, wanted, 'h')).toEqual({ ms: 3100, fits: 3 });
});

test('nothing like it: no estimate', () => {
  expect(estimateOfRun({ runs: [run(1000, 10)] }, { distance: 'l2-min', params: {} }, 'h')).toBeNull();
  expect(estimateOfFit({ runs: [], sweeps: [] }, wanted, 'h')).toBeNull();
});

test('a fit of a sweep: from sweeps first', () => {
  const sweep = { ...finishedSweep(() => 0.1), datasetHash: 'h', reused: 0 };
  const { epochs } = sweep.config.base.params;
  const estimate = estimateOfFit({ runs: [], sweeps: [sweep] }, wanted, 'h');
  expect(estimate?.fits).toBe(sweep.progress.total);
  expect(estimate?.ms).toBeCloseTo((1000 / sweep.progress.total) * (20 / epochs!));
});
