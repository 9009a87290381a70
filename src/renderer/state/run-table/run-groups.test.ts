import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { columnOf, shownColumns } from './run-columns';
import { runsTable } from '../../text/runs-table';
import { estimateOf, groupedRows, groupRuns, seedsOf } from './run-groups';

type Made = { margin: number; seed: number; hash: string; error: number | null };

const runOf = ({ margin, seed, hash, error }: Made, at: number) =>
  ({
    id: `r${at}`,
    name: `run ${at}`,
    createdAt: `2026-01-01T00:00:${String(at % 60).padStart(2, '0')}`,
    datasetHash: hash,
    // Where the settings stand must not matter.
    config: {
      distance: 'triplet',
      dataset: hash,
      seed,
      params: at % 2 ? { margin, epochs: 4 } : { epochs: 4, margin },
    },
    scores: error === null ? null : { validation: { error } },
    best: { loss: null, validationError: null },
    tags: [],
  }) as unknown as RunSummary;

const madeRuns = fc.array(
  fc.record({
    margin: fc.constantFrom(0.1, 0.5),
    seed: fc.nat(5),
    hash: fc.constantFrom('a', 'b'),
    error: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  }),
  { maxLength: 30 },
);
const validation = columnOf('validation')!;

test('runs are together exactly when they differ in nothing but their seed', () => {
  fc.assert(
    fc.property(madeRuns, (made) => {
      const groups = groupRuns(made.map(runOf));
      const together = (a: number, b: number) =>
        groups.some(({ runs }) => [a, b].every((at) => runs.some(({ id }) => id === `r${at}`)));
      for (const [a, one] of made.entries())
        for (const [b, other] of made.entries())
          expect(together(a, b)).toBe(one.margin === other.margin && one.hash === other.hash);
    }),
  );
});

test('a run that was scored after every epoch is no other run', () => {
  const [one, other] = [0, 1].map((seed) => runOf({ margin: 0.1, seed, hash: 'a', error: 0.2 }, seed));
  const often = { ...other!, config: { ...other!.config, everyEpoch: true } };
  expect(groupRuns([one!, often])).toHaveLength(1);
});

test('mean and standard error are those of the textbook, over the seeds that have a value', () => {
  fc.assert(
    fc.property(madeRuns, (made) => {
      for (const group of groupRuns(made.map(runOf))) {
        const values: number[] = [];
        for (const seed of [0, 1, 2, 3, 4, 5]) {
          const same = group.runs.filter(({ config, scores }) => config.seed === seed && scores?.validation);
          let total = 0;
          for (const { scores } of same) total += scores?.validation?.error ?? 0;
          if (same.length > 0) values.push(total / same.length);
        }
        const estimate = estimateOf(validation, group);
        if (values.length === 0) {
          expect(estimate).toBeNull();
          continue;
        }
        let sum = 0;
        for (const value of values) sum += value;
        const mean = sum / values.length;
        let squares = 0;
        for (const value of values) squares += (value - mean) * (value - mean);
        expect(estimate?.n).toBe(values.length);
        expect(estimate?.mean).toBeCloseTo(mean, 12);
        if (values.length === 1) expect(estimate?.standardError).toBeNull();
        else {
          const error = Math.sqrt(squares / (values.length - 1)) / Math.sqrt(values.length);
          expect(estimate?.standardError).toBeCloseTo(error, 12);
        }
      }
    }),
  );
});

test('a run that is there twice is no second seed', () => {
  const once = { margin: 0.1, hash: 'a' };
  const runs = [
    { ...once, seed: 0, error: 0.4 },
    { ...once, seed: 0, error: 0.4 },
  ].map(runOf);
  const [group] = groupRuns(runs);
  expect(estimateOf(validation, group!)).toEqual({ mean: 0.4, standardError: null, n: 1 });
  expect(seedsOf(group!)).toEqual([0]);
  const table = runsTable([{ kind: 'group', id: 'g', group: group!, isOpen: false }], [validation]);
  expect(table).toEqual({
    columns: ['id', 'name', 'runs', 'seeds', 'validation', 'validation_standard_error'],
    rows: [['r0 r1', 'run 0', 2, 1, 0.4, null]],
  });
});

test('groups stand in the order of their means, with their runs under those that are open', () => {
  const runs = [
    { margin: 0.1, seed: 0, hash: 'a', error: 0.4 },
    { margin: 0.1, seed: 1, hash: 'a', error: 0.2 },
    { margin: 0.5, seed: 0, hash: 'a', error: 0.1 },
    { margin: 0.5, seed: 1, hash: 'a', error: 0.7 },
    { margin: 0.5, seed: 0, hash: 'b', error: 0.35 },
  ].map(runOf);
  const sort = { key: 'validation', descending: false };
  const open = new Set([groupRuns(runs)[1]!.key]);
  expect(groupedRows(runs, sort, new Set()).map(({ id }) => id)).toEqual(['group-r0', 'r4', 'group-r2']);
  expect(groupedRows(runs, sort, open).map(({ id }) => id)).toEqual([
    'group-r0',
    'r4',
    'group-r2',
    'r2',
    'r3',
  ]);
});

test('the columns of the first look are as many as have room', () => {
  const keys = (px: number) => shownColumns(null, px).map(({ key }) => key);
  expect(keys(0)).toEqual([]);
  expect(keys(450)).toEqual(['status', 'validation']);
  for (const px of [600, 800, 1100]) {
    const used = shownColumns(null, px).reduce((sum, { widthPx }) => sum + widthPx, 220);
    expect(used).toBeLessThanOrEqual(px);
  }
  expect(shownColumns(['seed', 'nonsense', 'status'], 100).map(({ key }) => key)).toEqual(['status', 'seed']);
});

test('columns of losses have room for the longest mean with its standard error', () => {
  const longest = '2.31e-5 ± 1.20e-5';
  for (const key of ['loss', 'bestLoss'])
    expect(columnOf(key)?.widthPx).toBeGreaterThanOrEqual(8 * longest.length);
});
