import { mean, standardError } from '@ml/statistics/describe';
import type { RunSummary } from '@shared/run';
import { columnOf, type RunColumn } from './run-columns';
import { compareValues, sortRuns, type Sort } from './run-table';

/** Runs that differ in nothing but their seed. */
export type RunGroup = { key: string; runs: RunSummary[] };

/** Mean ± standard error over `n` seeds; no error of fewer than two. */
export type Estimate = { mean: number; standardError: number | null; n: number };

/** A row of the table: a run, or a group over the runs that follow it when it is open. */
export type TableRow =
  | { kind: 'run'; id: string; run: RunSummary; inGroup: boolean }
  | { kind: 'group'; id: string; group: RunGroup; isOpen: boolean };

/** Rows for runs without groups. */
export const plainRows = (runs: readonly RunSummary[]): TableRow[] =>
  runs.map((run) => ({ kind: 'run', id: run.id, run, inGroup: false }));

/** Rows for runs grouped by everything but the seed, in the order of a column; a run alone stays a run. */
export function groupedRows(runs: readonly RunSummary[], sort: Sort, open: ReadonlySet<string>): TableRow[] {
  const column = columnOf(sort.key);
  const groups = groupRuns(sortRuns(runs, sort.key, sort.descending)).map((group) => ({
    group,
    value: groupValue(column, group),
  }));
  groups.sort((a, b) => compareValues(a.value, b.value, sort.descending));
  return groups.flatMap(({ group }) => rowsOf(group, open));
}

function rowsOf(group: RunGroup, open: ReadonlySet<string>): TableRow[] {
  const id = `group-${group.runs.map((run) => run.id).reduce((a, b) => (a < b ? a : b))}`;
  if (group.runs.length === 1) return plainRows(group.runs);
  const isOpen = open.has(group.key);
  const inside = plainRows(group.runs).map((row) => ({ ...row, inGroup: true }));
  return [{ kind: 'group', id, group, isOpen }, ...(isOpen ? inside : [])];
}

/** Groups of runs of one dataset whose settings differ in the seed only, each in the order given. */
export function groupRuns(runs: readonly RunSummary[]): RunGroup[] {
  const groups = new Map<string, RunGroup>();
  for (const run of runs) {
    const key = keyOf(run);
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else groups.set(key, { key, runs: [run] });
  }
  return [...groups.values()];
}

/**
 * Mean and standard error of a column over the seeds of a group that have a value; null when none has. Several runs of one
 * seed are one value, their mean: the same training done twice says nothing new of how much chance matters.
 */
export function estimateOf(column: RunColumn, { runs }: RunGroup): Estimate | null {
  const ofSeeds = new Map<number, number[]>();
  for (const run of runs) {
    const value = column.value(run);
    if (typeof value !== 'number') continue;
    const { seed } = run.config;
    ofSeeds.set(seed, [...(ofSeeds.get(seed) ?? []), value]);
  }
  const values = [...ofSeeds.values()].map(mean);
  if (values.length === 0) return null;
  const error = standardError(values);
  return { mean: mean(values), standardError: Number.isNaN(error) ? null : error, n: values.length };
}

/** The seeds of a group's runs, each once, in the order given. */
export const seedsOf = ({ runs }: RunGroup): number[] => [...new Set(runs.map(({ config }) => config.seed))];

function groupValue(column: RunColumn | undefined, group: RunGroup): string | number | null {
  if (column?.number) return estimateOf(column, group)?.mean ?? null;
  const [first] = group.runs;
  return (first && (column ? column.value(first) : first.createdAt)) ?? null;
}

const keys = new WeakMap<RunSummary, string>();

function keyOf(run: RunSummary): string {
  const known = keys.get(run);
  if (known !== undefined) return known;
  // Scored more often, a run is still the same one.
  const { seed: _, everyEpoch: __, params, ...parts } = run.config;
  const key = JSON.stringify([
    run.datasetHash,
    Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    Object.entries(parts).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  keys.set(run, key);
  return key;
}
