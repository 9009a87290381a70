import { expect, test } from 'vitest';
import type { DatasetSummary } from '@shared/dataset';
import type { RunSummary } from '@shared/run';
import { estimateOfFit, estimateOfRun } from './estimate';
import { finishedSweep } from '../sweep/sweep-fixture';

const images = (hash: string, train: number) =>
  ({
    hash,
    examples: train + 150,
    splits: { train, validation: 150, test: 0 },
    shape: [28, 28, 1],
    classes: Array.from({ length: 10 }),
  }) as unknown as DatasetSummary;
const datasets = [images('h', 600), images('other', 1200)];
const base = { epochs: 20, batchSize: 50, hiddenSize: 256, embeddingSize: 64 };
const wanted = { distance: 'triplet', params: base };
const parts = {
  embedding: 'mlp',
  loss: 'triplet',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
};
const run = (trainMs: number, params: object = {}, changes: object = {}) =>
  ({
    status: 'finished',
    datasetHash: 'h',
    createdAt: '2026-01-01',
    config: { distance: 'triplet', ...parts, params: { ...base, ...params } },
    timing: { trainMs, evaluateMs: 100, totalMs: trainMs + 100 },
    ...changes,
  }) as unknown as RunSummary;

test('the median of runs of the same sizes, whatever others took', () => {
  const runs = [run(1000), run(3000), run(9000), run(1, { hiddenSize: 8 })];
  expect(estimateOfRun({ runs, datasets }, wanted, 'h')).toEqual({ ms: 3100, fits: 3, from: 'alike' });
});

test('training is scaled by the epochs', () => {
  const estimate = estimateOfRun({ runs: [run(1000, { epochs: 10 })], datasets }, wanted, 'h');
  expect(estimate?.from).toBe('alike');
  expect(estimate?.ms).toBeGreaterThan(2050);
  expect(estimate?.ms).toBeLessThan(2300);
});

test('other sizes are scaled by what they cost, and said to be', () => {
  const runs = [run(1000, { hiddenSize: 64 })];
  const large = { ...wanted, params: { ...base, hiddenSize: 1024 } };
  const estimate = estimateOfRun({ runs, datasets }, large, 'h');
  expect(estimate).toMatchObject({ fits: 1, from: 'other-sizes' });
  expect(estimate?.ms).toBeGreaterThan(5000);
  const adam = estimateOfRun({ runs: [run(1000)], datasets }, { ...wanted, optimizer: 'adam' }, 'h');
  expect(adam?.from).toBe('other-sizes');
});

test('scores after every epoch cost what they cost, and cost no other run anything', () => {
  const often = run(1000, {}, { timing: { trainMs: 1000, evaluateMs: 500, totalMs: 1500 } });
  const every = { ...often, config: { ...often.config, everyEpoch: true } } as RunSummary;
  const few = { ...wanted, params: { ...base, epochs: 20 } };
  expect(estimateOfRun({ runs: [every], datasets }, { ...few, everyEpoch: true }, 'h')?.ms).toBe(1500);
  expect(estimateOfRun({ runs: [every], datasets }, few, 'h')?.ms).toBeLessThan(1400);
  expect(
    estimateOfRun({ runs: [run(1000)], datasets }, { ...few, everyEpoch: true }, 'h')?.ms,
  ).toBeGreaterThan(1150);
});

test('where nothing has run on the images, others tell roughly', () => {
  const runs = [run(1000), run(5, {}, { datasetHash: 'gone' })];
  const estimate = estimateOfRun({ runs, datasets }, wanted, 'other');
  expect(estimate).toMatchObject({ fits: 1, from: 'other-images' });
  expect(estimate?.ms).toBeGreaterThan(2000);
});

test('nothing like it: no estimate', () => {
  const l2Min = { distance: 'l2-min', params: base };
  expect(estimateOfRun({ runs: [run(1000)], datasets }, l2Min, 'h')).toBeNull();
  expect(estimateOfFit({ runs: [], sweeps: [], datasets }, wanted, 'h')).toBeNull();
});

test('a fit of a sweep: from sweeps first, but rather from runs alike than from other images', () => {
  const sweep = { ...finishedSweep(() => 0.1), datasetHash: 'h', reused: 0 };
  const like = { distance: 'triplet', params: sweep.config.base.params };
  const estimate = estimateOfFit({ runs: [], sweeps: [sweep], datasets }, like, 'h');
  expect(estimate).toMatchObject({ fits: sweep.progress.total, from: 'alike' });
  expect(estimate?.ms).toBeCloseTo(1000 / sweep.progress.total);
  const elsewhere = { ...sweep, datasetHash: 'other' };
  expect(estimateOfFit({ runs: [run(1)], sweeps: [elsewhere], datasets }, wanted, 'h')?.from).toBe('alike');
});

const stopped = (progress: { epoch: number; epochs: number; [more: string]: number }, changes: object = {}) =>
  run(
    0,
    { epochs: progress.epochs },
    { status: 'interrupted', timing: null, progress: { timeLeftMs: null, ...progress }, ...changes },
  );

test('a run that stopped or trains tells its pace, and its own goes first', () => {
  const paused = stopped({ epoch: 64, epochs: 300, trainedMs: 6400 }, { id: 'r7' });
  const left = { ...wanted, params: { ...base, epochs: 236 } };
  // 236 epochs at 100 ms each are left, and what comes before and after them.
  const estimate = estimateOfRun({ runs: [paused], datasets }, left, 'h');
  expect(estimate?.ms).toBeGreaterThan(23_600);
  expect(estimate?.ms).toBeLessThan(25_000);
  const training = stopped({ epoch: 10, epochs: 20, timeLeftMs: 1000 }, { status: 'running' });
  expect(estimateOfRun({ runs: [training], datasets }, wanted, 'h')?.ms).toBeGreaterThan(2000);
  const both = { runs: [paused, run(99_000, { epochs: 236 })], datasets };
  expect(estimateOfRun(both, left, 'h', 'r7')).toEqual({ ...estimate, fits: 1 });
  const none = stopped({ epoch: 0, epochs: 20 });
  expect(estimateOfRun({ runs: [none], datasets }, wanted, 'h')).toBeNull();
});

test('runs with the very settings count before those of the same sizes', () => {
  const runs = [run(1000, { margin: 0.7 }), run(9000, { margin: 0.1 }), run(9000, { margin: 0.1 })];
  const same = { ...wanted, params: { ...base, margin: 0.7 } };
  expect(estimateOfRun({ runs, datasets }, same, 'h')).toEqual({ ms: 1100, fits: 1, from: 'alike' });
});

test('a run that was resumed has steps of an attempt before', () => {
  const resumed = run(5000, {}, { timing: { trainMs: 5000, evaluateMs: 100, totalMs: 2000 } });
  expect(estimateOfRun({ runs: [resumed], datasets }, wanted, 'h')?.ms).toBe(5100);
});

test('told by runs, fits of a sweep share steps, and are not started one by one', () => {
  const timing = { trainMs: 400, evaluateMs: 100, diagnosticsMs: 80, totalMs: 640 };
  const one = run(0, {}, { timing });
  const alone = estimateOfFit({ runs: [one], sweeps: [], datasets }, wanted, 'h');
  expect(alone).toMatchObject({ fits: 1, from: 'alike', alone: { onceMs: 220 } });
  expect(alone?.ms).toBeCloseTo(420);
  const stacked = estimateOfFit({ runs: [one], sweeps: [], datasets }, wanted, 'h', 15);
  // Fifteen side by side take about six times as long as one: docs/performance.md.
  expect(stacked?.ms).toBeGreaterThan(20 + (400 * 5.5) / 15);
  expect(stacked?.ms).toBeLessThan(20 + (400 * 6.5) / 15);
});
