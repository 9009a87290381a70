import type { ChartTable } from '../charts/chart';
import type { SweepAtK } from '../state/sweep/sweep-at-k';

/** Every configuration with its errors, test and marks, as numbers for a spreadsheet. */
export function sweepCsv(axes: readonly string[], { k, points }: SweepAtK): ChartTable {
  const scores = ['train_error', 'train_standard_error', 'validation_error', 'validation_standard_error'];
  const marks = ['p_value', 'best', 'one_standard_error_choice', 'not_distinguishable'];
  return {
    columns: [...axes, ...(axes.includes('k') ? [] : ['k']), 'status', ...scores, ...marks],
    rows: points.map(({ values, status, train, validation, pValue, ...is }) => [
      ...axes.map((name) => values[name] ?? null),
      ...(axes.includes('k') ? [] : [k]),
      status,
      train.mean,
      train.standardError,
      validation.mean,
      validation.standardError,
      pValue,
      Number(is.isBest),
      Number(is.isOneStandardError),
      Number(is.isTied),
    ]),
  };
}
