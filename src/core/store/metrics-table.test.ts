import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeFolders, workspaceAt } from '../workspace';
import { openForWriting, type Connection } from './database';
import { metricsTable } from './metrics-table';
import { anyRun } from './run-fixture';
import { runsTable } from './runs-table';

const workspace = workspaceAt(mkdtempSync(join(tmpdir(), 'metrics-')));
let db: Connection;
let row: number;

beforeAll(async () => {
  await makeFolders(workspace);
  db = await openForWriting(workspace, new Date(0));
});
beforeEach(() => {
  row = runsTable(db).insert(anyRun());
});
afterAll(() => {
  db.close();
  rmSync(workspace.home, { recursive: true, force: true });
});

it('marks values that are not finite, and gives gaps for them', () => {
  const metrics = metricsTable(db);
  for (const [at, value] of [0.5, NaN, null, Infinity, 0].entries()) metrics.put(row, 'loss', at + 1, value);
  expect(db.prepare('SELECT value, nonfinite FROM metrics WHERE run_id = ? ORDER BY epoch').all(row)).toEqual(
    [
      { value: 0.5, nonfinite: 0 },
      { value: null, nonfinite: 1 },
      { value: null, nonfinite: 1 },
      { value: null, nonfinite: 1 },
      { value: 0, nonfinite: 0 },
    ],
  );
  expect(metrics.curves(row).loss).toEqual([0.5, null, null, null, 0]);
});

/** SQLite knows only one zero. */
const positiveZero = (value: number | null) => (value === null ? null : value + 0);

it('gives curves by epoch, whatever the order and the epochs left out', () => {
  const points = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.float({ noNaN: true, noDefaultInfinity: true })),
    {
      selector: ([epoch]) => epoch,
    },
  );
  fc.assert(
    fc.property(points, (given) => {
      const metrics = metricsTable(db);
      const run = runsTable(db).insert(anyRun());
      for (const [epoch, value] of given) metrics.put(run, 'trainError', epoch, value);
      const expected: (number | null)[] = [];
      for (let epoch = 1; epoch <= Math.max(0, ...given.map(([at]) => at)); epoch++) {
        expected.push(given.find(([at]) => at === epoch)?.[1] ?? null);
      }
      expect(metrics.curves(run).trainError.map(positiveZero)).toEqual(expected.map(positiveZero));
    }),
    { numRuns: 50 },
  );
});

it('forgets what came after the epoch a run goes on from', () => {
  const metrics = metricsTable(db);
  for (let epoch = 1; epoch <= 5; epoch++) metrics.put(row, 'loss', epoch, epoch);
  metrics.forgetAfter(row, 2);
  expect(metrics.curves(row).loss).toEqual([1, 2]);
});

it('adds up how long the steps of a run took so far', () => {
  const metrics = metricsTable(db);
  expect(metrics.trainedMs(row)).toBeNull();
  [5, 7, 9].forEach((ms, at) => metrics.put(row, 'durationMs', at + 1, ms));
  metrics.put(row, 'loss', 1, 100);
  expect(metrics.trainedMs(row)).toBe(21);
  metrics.forgetAfter(row, 2);
  expect(metrics.trainedMs(row)).toBe(12);
});
