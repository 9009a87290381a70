import { chooseBest } from '@ml/sweep/choose';
import type { AxisValues } from '@ml/sweep/configurations';
import type { Configuration, Estimate, SweepSummary } from '@shared/sweep';

/** A configuration as it looks at one k. */
export type SweepPoint = {
  /** Its place in `configurations`. */
  index: number;
  values: AxisValues;
  status: Configuration['status'];
  /** How many of its folds have been measured; on a validation split there is one thing to measure. */
  measured: { done: number; of: number };
  train: Estimate;
  validation: Estimate;
  pValue: number | null;
  isBest: boolean;
  isOneStandardError: boolean;
  /** Does the test not tell it from the best? False for the best itself. */
  isTied: boolean;
};

/** A sweep as it looks at one k; `isOwn`: at the k (or ks) it was made for, where everything is known. */
export type SweepAtK = { k: number; isOwn: boolean; points: readonly SweepPoint[] };

const unknown: Estimate = { mean: null, standardError: null };

/** Is k itself varied, so that there is no other k to look at? */
export const variesK = ({ config }: SweepSummary): boolean => config.axes.some(({ name }) => name === 'k');

/** The largest k for which every measured configuration tells its error; the sweep's own before. */
export function largestKnownK({ config, configurations }: SweepSummary): number {
  const known = configurations
    .map(({ errorByK }) => Object.keys(errorByK).length)
    .filter((length) => length > 0);
  return known.length === 0 ? config.base.k : Math.min(...known);
}

/**
 * Looks at a sweep with another number of neighbours. Means come from `errorByK`; training errors, standard errors and tests
 * are known for the sweep's own k only, so that elsewhere only the lowest mean is marked.
 */
export function sweepAtK(sweep: SweepSummary, k: number): SweepAtK {
  const isOwn = variesK(sweep) || k === sweep.config.base.k;
  return { k, isOwn, points: isOwn ? ownPoints(sweep) : otherPoints(sweep, k) };
}

function ownPoints({ configurations, best, oneStandardError }: SweepSummary): SweepPoint[] {
  return configurations.map((configuration, index) => ({
    index,
    values: configuration.values,
    status: configuration.status,
    measured: measuredOf(configuration),
    train: configuration.train,
    validation: configuration.validation,
    pValue: configuration.pValue,
    isBest: index === best?.index,
    isOneStandardError: index === oneStandardError?.index,
    isTied: configuration.indistinguishable && index !== best?.index,
  }));
}

const measuredOf = ({ foldErrors }: Configuration): SweepPoint['measured'] => ({
  done: foldErrors.filter((error) => error !== null).length,
  of: foldErrors.length,
});

function otherPoints({ configurations, best }: SweepSummary, k: number): SweepPoint[] {
  const measured = configurations.map(({ values, status, errorByK }) => ({
    values,
    mean: status === 'diverged' || status === 'failed' ? null : (errorByK[String(k)] ?? null),
    standardError: null,
  }));
  const chosen = best && chooseBest(measured);
  return configurations.map((configuration, index) => ({
    index,
    values: configuration.values,
    status: configuration.status,
    measured: measuredOf(configuration),
    train: unknown,
    validation: { mean: measured[index]?.mean ?? null, standardError: null },
    pValue: null,
    isBest: index === chosen?.index,
    isOneStandardError: false,
    isTied: false,
  }));
}
