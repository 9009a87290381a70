import type { ComparedRun, Comparison } from '@shared/compare';

/** A score of every run compared, as shares (0 to 1). */
export type ScoreLine = {
  key: string;
  label: string;
  /** Is a small value a good one? */
  lowerIsBetter: boolean;
  values: (number | null)[];
};

/** The scores of runs beside each other; those that no run has are left out. */
export function scoreLines(runs: readonly ComparedRun[]): ScoreLine[] {
  const line = (
    key: string,
    label: string,
    of: (run: ComparedRun) => number | null,
    lowerIsBetter = false,
  ) => ({
    key,
    label,
    lowerIsBetter,
    values: runs.map(of),
  });
  const recalls = [...new Set(runs.flatMap(({ retrieval }) => Object.keys(retrieval.recallAtK)))];
  return [
    line('validationError', 'Validation error', ({ error }) => error.validation, true),
    line('testError', 'Test error', ({ error }) => error.test, true),
    line('trainLeaveOneOutError', 'Leave-one-out error', ({ error }) => error.trainLeaveOneOut, true),
    line('trainError', 'Train error', ({ error }) => error.train, true),
    line('precisionAt1', 'Precision@1', ({ retrieval }) => retrieval.precisionAt1),
    line('rPrecision', 'R-precision', ({ retrieval }) => retrieval.rPrecision),
    line('meanAveragePrecisionAtR', 'MAP@R', ({ retrieval }) => retrieval.meanAveragePrecisionAtR),
    ...recalls
      .filter((k) => k !== '1')
      .sort((a, b) => Number(a) - Number(b))
      .map((k) => line(`recallAt${k}`, `Recall@${k}`, ({ retrieval }) => retrieval.recallAtK[k] ?? null)),
  ].filter(({ values }) => values.some((value) => value !== null));
}

/**
 * Which of the runs share the best value among those on the baseline's data: an error on other images is no rival. None when
 * fewer than two are known or all are alike.
 */
export function bestOf(
  { values, lowerIsBetter }: ScoreLine,
  { runs, baseline }: Pick<Comparison, 'runs' | 'baseline'>,
): number[] {
  const data = runs.find(({ id }) => id === baseline)?.datasetHash ?? null;
  const rivals = values.map((value, at) => (runs[at]?.datasetHash === data ? value : null));
  const known = rivals.filter((value) => value !== null);
  const best = lowerIsBetter ? Math.min(...known) : Math.max(...known);
  if (known.length < 2 || known.every((value) => value === best)) return [];
  return rivals.flatMap((value, at) => (value === best ? [at] : []));
}
