import type { NestedEstimate, SweepConfig } from '@shared/sweep';
import { mean } from '../statistics/describe';
import { chooseBest } from './choose';
import { errorsAt, estimateOf, kOf, resultsOn, statusOf, type UnitResults } from './measure';
import type { SweepPlan } from './plan';

/**
 * What choosing on inner folds claims, and what the outer folds, which took no part in it, say (Cawley and Talbot 2010). Null
 * without outer folds, while a result is missing, and where an outer fit of a chosen configuration diverged or failed.
 */
export function nestedEstimate(
  config: SweepConfig,
  plan: SweepPlan,
  results: UnitResults,
): NestedEstimate | null {
  const folds: NestedEstimate['folds'] = [];
  for (let outerFold = 0; outerFold < config.outerFolds; outerFold++) {
    const fold = outerFoldEstimate(config, plan, results, outerFold);
    if (!fold) return null;
    folds.push(fold);
  }
  if (folds.length === 0) return null;
  const outerErrors = folds.map(({ outerError }) => outerError);
  return {
    folds,
    innerError: mean(folds.map(({ innerError }) => innerError)),
    outer: estimateOf(outerErrors, null),
  };
}

function outerFoldEstimate(
  config: SweepConfig,
  plan: SweepPlan,
  results: UnitResults,
  outerFold: number,
): NestedEstimate['folds'][number] | null {
  const innerOf = resultsOn(plan, results, (part) => part.outerFold === outerFold && part.fold !== null);
  const outerOf = resultsOn(plan, results, (part) => part.outerFold === outerFold && part.fold === null);
  const inner = plan.configurations.map(({ values, fit }) => {
    const found = innerOf(fit);
    const estimate = estimateOf(errorsAt(found, 'heldOut', kOf(config, values)), null);
    const status = statusOf(found);
    return { status, values, ...estimate, mean: status === 'finished' ? estimate.mean : null };
  });
  if (inner.some(({ status }) => status === 'waiting')) return null;
  const chosen = chooseBest(inner);
  if (!chosen) return null;
  const { fit, values } = plan.configurations[chosen.index]!;
  const [outerError] = errorsAt(outerOf(fit), 'heldOut', kOf(config, values));
  if (outerError === undefined || outerError === null) return null;
  return { chosen, innerError: inner[chosen.index]!.mean!, outerError };
}
