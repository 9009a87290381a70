import { mean, variance } from './describe';
import { studentTTwoSided } from './distributions';

export type ResampledTTest = {
  /** Mean of first − second. */
  difference: number;
  /** Infinite when every fold differs by exactly the same amount, 0 when none differs. */
  t: number;
  degreesOfFreedom: number;
  /** Two-sided. */
  pValue: number;
};

// Differences of errors that are equal but for rounding have a spread of this order.
const rounding = 1e-12;

/**
 * Corrected resampled t-test of two learners' errors (0 to 1), paired over the same folds (Nadeau and Bengio 2003, equation 9):
 * t = mean(d) / √((1/J + testToTrain) · var(d)) with J − 1 degrees of freedom. The training parts of folds overlap, which the
 * term `testToTrain` (held-out examples for each one trained on; 1/(k − 1) for k folds) makes up for. Needs two folds at least.
 */
export function correctedResampledTTest(
  first: readonly number[],
  second: readonly number[],
  testToTrain: number,
): ResampledTTest {
  const folds = first.length;
  if (folds !== second.length || folds < 2)
    throw new RangeError(
      `A paired test needs the same two or more folds, got ${folds} and ${second.length}.`,
    );
  const differences = first.map((value, fold) => value - second[fold]!);
  const difference = mean(differences);
  const spread = Math.sqrt((1 / folds + testToTrain) * variance(differences));
  const t =
    spread > rounding
      ? difference / spread
      : Math.abs(difference) > rounding
        ? Math.sign(difference) * Infinity
        : 0;
  return { difference, t, degreesOfFreedom: folds - 1, pValue: studentTTwoSided(t, folds - 1) };
}
