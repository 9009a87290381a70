import { describe, expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { filterRuns, noFilter, sortRuns } from './run-table';

const run = (id: string, more: Partial<RunSummary>, distance = 'triplet') =>
  ({
    id,
    name: id,
    status: 'finished',
    studyId: null,
    tags: [],
    scores: null,
    createdAt: `2026-01-0${id.slice(1)}`,
    config: { distance, dataset: 'toys' },
    ...more,
  }) as unknown as RunSummary;
const scored = (error: number) =>
  ({
    train: { error },
    trainLeaveOneOut: { error },
    validation: { error },
    test: null,
  }) as unknown as RunSummary['scores'];
const ids = (runs: readonly RunSummary[]) => runs.map(({ id }) => id);

const runs = [
  run('r1', { scores: scored(0.4) }),
  run('r2', {}),
  run('r3', { scores: scored(0.2), tags: ['thesis'] }, 'l2'),
  run('r4', { status: 'running', studyId: 's1' }),
];

describe('runs table', () => {
  test('sorts both ways, with unknown values last', () => {
    expect(ids(sortRuns(runs, 'validation', false))).toEqual(['r3', 'r1', 'r4', 'r2']);
    expect(ids(sortRuns(runs, 'validation', true))).toEqual(['r1', 'r3', 'r4', 'r2']);
  });

  test('every word of a search has to fit somewhere', () => {
    expect(ids(filterRuns(runs, { ...noFilter, search: 'thesis squared' }, true))).toEqual(['r3']);
    expect(ids(filterRuns(runs, { ...noFilter, search: 'thesis triplet' }, true))).toEqual([]);
  });

  test('runs of studies and other statuses are left out unless wanted', () => {
    expect(ids(filterRuns(runs, noFilter, false))).toEqual(['r1', 'r2', 'r3']);
    expect(ids(filterRuns(runs, { ...noFilter, status: 'active' }, true))).toEqual(['r4']);
    expect(ids(filterRuns(runs, { ...noFilter, distance: 'l2', tag: 'thesis' }, true))).toEqual(['r3']);
    expect(ids(filterRuns(runs, { ...noFilter, starred: true }, true))).toEqual([]);
  });
});
