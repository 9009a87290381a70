import { scoreLines } from '@ml/compare/scores';
import type { Comparison, SettingRow } from '@shared/compare';
import type { ChartTable } from '../charts/chart';
import { isPartKind, partLabel, pathLabels } from './part-words';

/**
 * Scores, tests and settings of a comparison with a column for each run, as a spreadsheet takes them. No two rows have a name
 * in common: `k` is the run's setting, `scoredK` the k of the errors and tests.
 */
export function compareCsv(comparison: Comparison): ChartTable {
  const { runs, tests, settings, baseline, split } = comparison;
  const ofTest = (id: string, value: (test: Comparison['tests'][number]) => number) => {
    const test = tests.find((other) => other.id === id);
    return test ? value(test) : null;
  };
  return {
    columns: ['row', ...runs.map(({ id }) => id)],
    rows: [
      ['name', ...runs.map(({ name }) => name)],
      ['scoredK', ...runs.map(({ k }) => k)],
      ...scoreLines(runs).map(({ key, values }) => [key, ...values]),
      ['testBaseline', ...runs.map(() => baseline)],
      ['testSplit', ...runs.map(() => (split === 'train' ? 'train (leave-one-out)' : split))],
      ['fixed', ...runs.map(({ id }) => ofTest(id, (test) => test.fixed))],
      ['broken', ...runs.map(({ id }) => ofTest(id, (test) => test.broken))],
      ['pValue', ...runs.map(({ id }) => ofTest(id, (test) => test.pValue))],
      ['adjustedPValue', ...runs.map(({ id }) => ofTest(id, (test) => test.adjustedPValue))],
      ...settings.map(({ key, values }) => [key, ...values]),
    ],
  };
}

/** Everything but what every query was taken for. */
export function compareJson({ runs, queries, ...rest }: Comparison): string {
  const { truth: _, ...ofQueries } = queries;
  return JSON.stringify(
    { ...rest, queries: ofQueries, runs: runs.map(({ predicted: _predicted, ...run }) => run) },
    null,
    2,
  );
}

/** A setting's value as a cell shows it. */
export function settingText(
  { key }: Pick<SettingRow, 'key'>,
  value: string | number | null | undefined,
): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return String(Number(value.toPrecision(5)));
  if (isPartKind(key)) return partLabel(key, value).split(',')[0] ?? value;
  if (key === 'path') return pathLabels[value] ?? value;
  return key === 'datasetHash' ? value.slice(0, 12) : value;
}
