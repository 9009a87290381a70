import type { SweepSummary } from '@shared/sweep';
import { csvText } from '@core/exports/csv';

/** The tables that a sweep can be written as. */
export const sweepTables = ['configurations', 'error-by-k'] as const;
export type SweepTable = (typeof sweepTables)[number];

/** One row for each configuration with its means, choices and fold errors; or one for each of its k. */
export function sweepCsv(sweep: SweepSummary, table: SweepTable): string {
  return csvText(table === 'configurations' ? configurationRows(sweep) : errorRows(sweep));
}

/** Everything about a sweep as one JSON document. */
export function sweepJson(sweep: SweepSummary): string {
  return `${JSON.stringify(sweep, null, 2)}\n`;
}

type Cell = string | number | null;

function configurationRows(sweep: SweepSummary): Cell[][] {
  const { configurations, best, oneStandardError } = sweep;
  const folds = configurations[0]?.foldErrors.map((_, at) => `fold_${at + 1}`) ?? [];
  const rows = configurations.map((configuration, index): Cell[] => {
    const { status, train, trainLeaveOneOut, validation, pValue, indistinguishable, foldErrors } =
      configuration;
    return [
      ...valuesOf(sweep, index),
      configuration.folds,
      status,
      ...[train, trainLeaveOneOut, validation].flatMap(({ mean, standardError }) => [mean, standardError]),
      pValue,
      yesNo(indistinguishable),
      yesNo(best?.index === index),
      yesNo(oneStandardError?.index === index),
      ...foldErrors,
    ];
  });
  const estimates = ['train', 'train_leave_one_out', 'validation'].flatMap((name) => [
    `${name}_mean`,
    `${name}_standard_error`,
  ]);
  const marks = ['p_value', 'indistinguishable', 'best', 'one_standard_error'];
  return [[...headOf(sweep), 'folds', 'status', ...estimates, ...marks, ...folds], ...rows];
}

function errorRows(sweep: SweepSummary): Cell[][] {
  const rows = sweep.configurations.flatMap(({ errorByK }, index) =>
    Object.entries(errorByK).map(([k, error]): Cell[] => [...valuesOf(sweep, index), Number(k), error]),
  );
  return [[...headOf(sweep), 'neighbours', 'validation_mean'], ...rows];
}

function headOf({ config }: SweepSummary): string[] {
  return ['sweep', ...config.axes.map(({ name }) => name)];
}

function valuesOf({ id, config, configurations }: SweepSummary, index: number): Cell[] {
  return [id, ...config.axes.map(({ name }) => configurations[index]?.values[name] ?? null)];
}

function yesNo(value: boolean): number {
  return value ? 1 : 0;
}
