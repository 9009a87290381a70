import type { Estimate, SweepConfig, UnitResult } from '@shared/sweep';
import { mean, shareStandardError, standardError } from '../statistics/describe';
import type { AxisValues } from './configurations';
import type { SweepPlan } from './plan';
import type { Part } from './rows';

/** Results of units, by their key. */
export type UnitResults = ReadonlyMap<string, UnitResult>;

/** The results of one fit on some parts, in their order; undefined where one is not there yet. */
export type PartResults = readonly (UnitResult | undefined)[];

/** Gives the results of a fit on those parts that pass. */
export function resultsOn(plan: SweepPlan, results: UnitResults, passes: (part: Part) => boolean) {
  const places = plan.parts.flatMap((part, place) => (passes(part) ? [place] : []));
  return (fit: number): PartResults =>
    places.map((place) => results.get(plan.units[place * plan.fits.length + fit]!.key));
}

export type ErrorKind = 'train' | 'trainLeaveOneOut' | 'heldOut';

/** Error at k of each part; null where it is not there. Of fewer neighbours than k, all vote. */
export function errorsAt(results: PartResults, kind: ErrorKind, k: number): (number | null)[] {
  return results.map((result) => {
    if (result?.status !== 'finished') return null;
    const errors = result[kind];
    return errors[Math.min(k, errors.length) - 1] ?? null;
  });
}

/**
 * Mean over the parts that are there, with its standard error over parts; over the only part of a validation split, with the
 * binomial standard error of `splitCount` examples.
 */
export function estimateOf(errors: readonly (number | null)[], splitCount: number | null): Estimate {
  const there = errors.filter((error) => error !== null);
  if (there.length === 0) return { mean: null, standardError: null };
  const average = mean(there);
  if (splitCount !== null) return { mean: average, standardError: shareStandardError(average, splitCount) };
  return { mean: average, standardError: there.length < 2 ? null : standardError(there) };
}

/** Where a configuration stands, from the results of its parts. */
export function statusOf(results: PartResults): 'waiting' | 'finished' | 'diverged' | 'failed' {
  for (const result of results) if (result && result.status !== 'finished') return result.status;
  return results.includes(undefined) ? 'waiting' : 'finished';
}

/** Mean held-out error for every k over the parts that are there, as `{ "1": …, "2": … }`, up to the k that all of them know. */
export function meanErrorByK(results: PartResults): Record<string, number> {
  const curves = results.flatMap((result) => (result?.status === 'finished' ? [result.heldOut] : []));
  const length = curves.length === 0 ? 0 : Math.min(...curves.map((curve) => curve.length));
  return Object.fromEntries(
    Array.from({ length }, (_, at) => [String(at + 1), mean(curves.map((curve) => curve[at]!))]),
  );
}

/** The k that a configuration is measured at. */
export function kOf(config: SweepConfig, values: AxisValues): number {
  return values['k'] ?? config.base.k;
}
