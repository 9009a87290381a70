import type { Choice, Configuration, SweepConfig, SweepOutcome } from '@shared/sweep';
import { holm } from '../statistics/holm';
import { correctedResampledTTest } from '../statistics/resampled-t-test';
import { chooseBest, chooseWithinOneError } from './choose';
import { errorsAt, estimateOf, kOf, meanErrorByK, resultsOn, statusOf, type UnitResults } from './measure';
import { nestedEstimate } from './nested';
import type { SweepPlan } from './plan';

/** What the results so far come to; `results` are by unit key, and may be of any part of the plan. */
export function summariseSweep(config: SweepConfig, plan: SweepPlan, results: UnitResults): SweepOutcome {
  const measured = measure(config, plan, results);
  const done = measured.every(({ status }) => status !== 'waiting');
  const candidates = measured.map(({ status, values, validation }) => ({
    values,
    ...(status === 'finished' ? validation : { mean: null, standardError: null }),
  }));
  const best = done ? chooseBest(candidates) : null;
  const nested = nestedEstimate(config, plan, results);
  return {
    selection: config.folds === 0 ? 'validation-split' : 'cross-validation',
    configurations: compareWithBest(measured, best, config.folds),
    best,
    oneStandardError: chooseWithinOneError(candidates, best),
    nested,
    optimismGap: nested && nested.innerError - nested.outer.mean!,
  };
}

type Uncompared = Omit<Configuration, 'pValue' | 'indistinguishable'>;

function measure(config: SweepConfig, plan: SweepPlan, results: UnitResults): Uncompared[] {
  const resultsOf = resultsOn(plan, results, (part) => part.outerFold === null);
  const fits = plan.fits.map((_, fit) => {
    const found = resultsOf(fit);
    return { found, status: statusOf(found), errorByK: meanErrorByK(found) };
  });
  const split = config.folds === 0 ? plan.parts[0]! : null;
  return plan.configurations.map(({ values, fit }) => {
    const { found, status, errorByK } = fits[fit]!;
    const errors = (kind: 'train' | 'trainLeaveOneOut' | 'heldOut') =>
      errorsAt(found, kind, kOf(config, values));
    const foldErrors = errors('heldOut');
    const broken = status === 'diverged' || status === 'failed';
    return {
      values: { ...values },
      folds: config.folds,
      status,
      train: estimateOf(errors('train'), split && split.trainCount),
      trainLeaveOneOut: estimateOf(errors('trainLeaveOneOut'), split && split.trainCount),
      validation: estimateOf(broken ? [] : foldErrors, split && split.heldOutCount),
      foldErrors,
      errorByK,
    };
  });
}

// A difference counts as real from here on.
const level = 0.05;

/** Tests every finished configuration against the best over the same folds, Holm over all of the tests. */
function compareWithBest(measured: Uncompared[], best: Choice | null, folds: number): Configuration[] {
  const pValues = new Map<number, number>();
  if (best && folds >= 2) {
    const errorsOf = (index: number) => measured[index]!.foldErrors as number[];
    const tested = measured.flatMap(({ status }, index) =>
      status === 'finished' && index !== best.index ? [index] : [],
    );
    const raw = tested.map(
      // Each of k folds holds out one example for every k − 1 that are trained on.
      (index) => correctedResampledTTest(errorsOf(index), errorsOf(best.index), 1 / (folds - 1)).pValue,
    );
    holm(raw).forEach((p, place) => pValues.set(tested[place]!, p));
  }
  return measured.map((configuration, index) => {
    const pValue = pValues.get(index) ?? null;
    return {
      ...configuration,
      pValue,
      indistinguishable: index === best?.index || (pValue !== null && pValue > level),
    };
  });
}
