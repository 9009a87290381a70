import type { ChartTable } from '../charts/chart';

/** A matrix for a spreadsheet: a row for each true class, a column for each predicted one. */
export function confusionCsv(names: readonly string[], counts: readonly (readonly number[])[]): ChartTable {
  return {
    columns: ['true \\ predicted', ...names],
    rows: counts.map((cells, actual) => [names[actual] ?? '', ...cells]),
  };
}
