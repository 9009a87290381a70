import { describe, expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { columnOf } from '../state/run-table/run-columns';
import { groupedRows, plainRows } from '../state/run-table/run-groups';
import { confusionCsv } from './confusion-csv';
import { hubsCsv, neighboursCsv } from './neighbours-csv';
import { runsTable } from './runs-table';

const run = (id: string, seed: number, error: number | null, notes = '') =>
  ({
    id,
    name: `Run ${id}`,
    status: 'finished',
    config: { distance: 'triplet', dataset: 'Birds', k: 3, seed, params: { margin: 0.5 } },
    datasetHash: 'a',
    tags: ['Good', 'Late'],
    notes,
    createdAt: `2026-01-0${seed}`,
    scores: error === null ? null : { train: { error }, validation: { error } },
    best: { loss: null, validationError: null },
  }) as unknown as RunSummary;
const columns = ['dataset', 'validation', 'tags', 'notes', 'seed'].map((key) => columnOf(key)!);

describe('the runs table', () => {
  test('values as they are, in the order of the rows', () => {
    const rows = plainRows([run('r2', 2, null, 'See =A1'), run('r1', 1, 0.125)]);
    expect(runsTable(rows, columns)).toEqual({
      columns: ['id', 'name', 'dataset', 'validation', 'tags', 'notes', 'seed'],
      rows: [
        ['r2', 'Run r2', 'Birds', null, 'Good, Late', 'See =A1', 2],
        ['r1', 'Run r1', 'Birds', 0.125, 'Good, Late', '', 1],
      ],
    });
  });

  test('groups have mean and standard error; what differs between their runs is left out', () => {
    const runs = [run('r1', 1, 0.1, 'a'), run('r2', 2, 0.3, 'b')];
    const { columns: names, rows } = runsTable(
      groupedRows(runs, { key: 'created', descending: false }, new Set()),
      columns,
    );
    expect(rows).toHaveLength(1);
    const cells = Object.fromEntries(names.map((name, at) => [name, rows[0]?.[at]]));
    expect(cells).toMatchObject({ id: 'r1 r2', runs: 2, dataset: 'Birds', tags: 'Good, Late', notes: null });
    expect(cells['validation']).toBeCloseTo(0.2, 12);
    // Sample standard deviation 0.1414…, over the root of two.
    expect(cells['validation_standard_error']).toBeCloseTo(0.1, 12);
    expect(rows[0]).toHaveLength(names.length);
  });
});

test('queries with votes and the k nearest of those that are known', () => {
  const table = {
    splitSize: 2,
    maxK: 3,
    rows: Int32Array.of(7, 9),
    labels: Uint16Array.of(0, 1),
    classes: Uint16Array.of(0, 0, 1, 0, 0, 1),
    margins: Float32Array.of(0.5, -2),
    bounds: Int8Array.of(0, 1),
  };
  const votes = { k: 2, winners: Uint16Array.of(0, 0), counts: Uint16Array.of(2, 2), wrong: 1 };
  const near = [1, 2, 3].map((index) => ({
    index,
    rank: index,
    distance: index / 4,
    class: 'ant',
    correct: true,
  }));
  const item = { neighbours: near } as never;
  const { columns: names, rows } = neighboursCsv(
    { rows: [9, 7], table, votes, items: new Map([[9, item]]) },
    ['ant', 'bee'],
  );
  expect(rows).toEqual([
    [9, 'bee', 'ant', 2, 2, 0, -2, 'at least', '1 2', 'ant | ant', '0.25 0.5'],
    [7, 'ant', 'ant', 2, 2, 1, 0.5, 'exact', '', '', ''],
  ]);
  expect(names).toHaveLength(rows[0]!.length);
});

test('hubs and anti-hubs in one table', () => {
  const hub = (index: number, count: number) => ({ index, class: 'ant', count, bad: 1 });
  const { rows } = hubsCsv({ k: 3, hubs: [hub(4, 9)], antiHubExamples: [hub(5, 0)] } as never);
  expect(rows).toEqual([
    ['hub', 4, 'ant', 9, 1, 3],
    ['anti-hub', 5, 'ant', 0, 1, 3],
  ]);
});

test('a confusion matrix has its names on both sides', () =>
  expect(
    confusionCsv(
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ),
  ).toEqual({
    columns: ['true \\ predicted', 'a', 'b'],
    rows: [
      ['a', 1, 2],
      ['b', 3, 4],
    ],
  }));
