import type { RunTest } from '@shared/compare';
import { holm } from '../statistics/holm';
import { mcnemarOfCounts } from '../statistics/mcnemar';

/** What a run voted for: the class index of each query. */
export type Predictions = { id: string; predicted: ArrayLike<number> };

/**
 * McNemar's test of each run against the baseline on the same queries, `truth` [queries] being their class indices; p-values
 * are adjusted after Holm over all of them. Throws a RangeError for predictions of other queries.
 */
export function testsAgainst(
  baseline: ArrayLike<number>,
  others: readonly Predictions[],
  truth: ArrayLike<number>,
): RunTest[] {
  const tests = others.map(({ id, predicted }) => {
    if (predicted.length !== truth.length || baseline.length !== truth.length)
      throw new RangeError(
        `${truth.length} queries, but ${baseline.length} and ${predicted.length} predictions.`,
      );
    const counts = { fixed: 0, broken: 0, bothRight: 0, bothWrong: 0 };
    for (let query = 0; query < truth.length; query++)
      counts[changeOf(baseline[query] === truth[query], predicted[query] === truth[query])]++;
    const { method, pValue } = mcnemarOfCounts(counts.fixed, counts.broken);
    return { id, ...counts, method, pValue };
  });
  const adjusted = holm(tests.map(({ pValue }) => pValue));
  return tests.map((test, at) => ({ ...test, adjustedPValue: adjusted[at] ?? 1 }));
}

/** How a query fares in a run beside the baseline. */
export type Change = 'fixed' | 'broken' | 'bothRight' | 'bothWrong';

/** Fixed: the baseline is wrong and the run right; broken: the reverse. */
export function changeOf(baselineIsRight: boolean, runIsRight: boolean): Change {
  if (baselineIsRight) return runIsRight ? 'bothRight' : 'broken';
  return runIsRight ? 'fixed' : 'bothWrong';
}
