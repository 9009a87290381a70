import { chiSquaredTail, fairBinomialCdf } from './distributions';

export type McNemar = {
  /** Examples that only the first gets wrong, and only the second. */
  onlyFirstWrong: number;
  onlySecondWrong: number;
  method: 'exact-binomial' | 'chi-squared-with-continuity';
  /** Two-sided. */
  pValue: number;
};

// With fewer examples on which the two disagree, chi-squared is too rough.
const exactBelow = 25;

/**
 * McNemar's test (1947) of two classifiers on the same examples; each argument says which examples were predicted wrongly.
 * Exact where they disagree on fewer than 25 examples, else chi-squared with Edwards' continuity correction.
 */
export function mcnemar(firstWrong: ArrayLike<boolean>, secondWrong: ArrayLike<boolean>): McNemar {
  if (firstWrong.length !== secondWrong.length)
    throw new RangeError(
      `McNemar's test needs the same examples, got ${firstWrong.length} and ${secondWrong.length}.`,
    );
  let onlyFirstWrong = 0;
  let onlySecondWrong = 0;
  for (let example = 0; example < firstWrong.length; example++) {
    if (firstWrong[example] && !secondWrong[example]) onlyFirstWrong++;
    if (!firstWrong[example] && secondWrong[example]) onlySecondWrong++;
  }
  return mcnemarOfCounts(onlyFirstWrong, onlySecondWrong);
}

/** McNemar's test from the two counts of examples that only one of the classifiers gets wrong. */
export function mcnemarOfCounts(onlyFirstWrong: number, onlySecondWrong: number): McNemar {
  const disagreed = onlyFirstWrong + onlySecondWrong;
  const counts = { onlyFirstWrong, onlySecondWrong };
  if (disagreed < exactBelow) {
    const tail = fairBinomialCdf(Math.min(onlyFirstWrong, onlySecondWrong), disagreed);
    return { ...counts, method: 'exact-binomial', pValue: Math.min(1, 2 * tail) };
  }
  const excess = Math.max(0, Math.abs(onlyFirstWrong - onlySecondWrong) - 1);
  return {
    ...counts,
    method: 'chi-squared-with-continuity',
    pValue: chiSquaredTail(excess ** 2 / disagreed),
  };
}
