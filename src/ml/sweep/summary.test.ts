import { describe, expect, it } from 'vitest';
import { sweepOutcomeSchema, type SweepConfig, type UnitResult } from '@shared/sweep';
import { planSweep, type SweepPlan, type SweepUnit } from './plan';
import { summariseSweep } from './summary';
import { someFacts, someSweep } from './sweep-fixture';

/** Results with the same held-out error for every k from 1 to 5, as `errorOf` says; undefined leaves a unit out. */
function resultsOf(plan: SweepPlan, errorOf: (unit: SweepUnit) => number | UnitResult | undefined) {
  return new Map(
    plan.units.flatMap((unit): [string, UnitResult][] => {
      const error = errorOf(unit);
      if (error === undefined) return [];
      const five = (value: number) => new Array<number>(5).fill(value);
      return [
        [
          unit.key,
          typeof error === 'number'
            ? {
                status: 'finished',
                train: five(error / 2),
                trainLeaveOneOut: five(error / 1.5),
                heldOut: five(error),
              }
            : error,
        ],
      ];
    }),
  );
}

const byMargin: Record<string, number[]> = {
  '0.1': [0.33, 0.31, 0.36, 0.34, 0.28],
  '0.5': [0.31, 0.28, 0.35, 0.3, 0.27],
  '1': [0.51, 0.48, 0.55, 0.52, 0.47],
};

function outcomeOf(config: SweepConfig, errorOf: (unit: SweepUnit) => number | UnitResult | undefined) {
  const plan = planSweep(config, someFacts());
  return summariseSweep(config, plan, resultsOf(plan, errorOf));
}

const foldError = ({ config, fold }: SweepUnit) => byMargin[String(config.params['margin'])]![fold!]!;

describe('summariseSweep', () => {
  const config = someSweep({ folds: 5 });

  it('measures, chooses and compares', () => {
    const outcome = outcomeOf(config, foldError);
    expect(sweepOutcomeSchema.parse(outcome)).toEqual(outcome);
    expect(outcome.selection).toBe('cross-validation');
    const [first, second, third] = outcome.configurations;
    expect(second).toMatchObject({ values: { margin: 0.5 }, folds: 5, status: 'finished' });
    // numpy.mean, scipy.stats.sem
    expect(second!.validation.mean).toBeCloseTo(0.302, 12);
    expect(second!.validation.standardError).toBeCloseTo(0.01392838827718411, 12);
    expect(second!.train.mean).toBeCloseTo(0.151, 12);
    expect(second!.foldErrors).toEqual(byMargin['0.5']);
    expect(outcome.best).toEqual({ index: 1, values: { margin: 0.5 } });
    // 0.324 lies beyond 0.302 + 0.0139.
    expect(outcome.oneStandardError).toEqual({ index: 1, values: { margin: 0.5 } });
    // Two tests; the first has p = 0.06568… (see the golden values of the test itself) and stays the larger.
    expect(first!.pValue).toBeCloseTo(0.06568410650302797, 9);
    expect(first!.indistinguishable).toBe(true);
    expect(third!.pValue).toBeLessThan(0.001);
    expect(third!.indistinguishable).toBe(false);
    expect(second).toMatchObject({ pValue: null, indistinguishable: true });
    expect(outcome).toMatchObject({ nested: null, optimismGap: null });
  });

  it('waits for every configuration before it chooses', () => {
    const outcome = outcomeOf(config, (unit) =>
      unit.fold === 4 && unit.config.params['margin'] === 1 ? undefined : foldError(unit),
    );
    expect(outcome).toMatchObject({ best: null, oneStandardError: null });
    expect(outcome.configurations.map(({ status }) => status)).toEqual(['finished', 'finished', 'waiting']);
    expect(outcome.configurations[2]!.foldErrors).toEqual([0.51, 0.48, 0.55, 0.52, null]);
    expect(outcome.configurations[2]!.validation.mean).toBeCloseTo(0.515, 12);
    expect(outcome.configurations.every(({ pValue }) => pValue === null)).toBe(true);
  });

  it('has nothing to say before the first result', () => {
    const outcome = outcomeOf(config, () => undefined);
    const nothing = { mean: null, standardError: null };
    expect(outcome.configurations[0]).toMatchObject({ validation: nothing, train: nothing, errorByK: {} });
    expect(sweepOutcomeSchema.parse(outcome)).toEqual(outcome);
  });

  it('never chooses a configuration with a fit that diverged', () => {
    const outcome = outcomeOf(config, (unit) =>
      unit.fold === 2 && unit.config.params['margin'] === 0.5
        ? { status: 'diverged', message: 'The loss is not finite.' }
        : foldError(unit),
    );
    expect(outcome.best?.index).toBe(0);
    const validation = { mean: null, standardError: null };
    expect(outcome.configurations[1]).toMatchObject({
      status: 'diverged',
      validation,
      pValue: null,
      indistinguishable: false,
    });
  });

  it('has no best where every fit failed', () => {
    const outcome = outcomeOf(config, () => ({ status: 'failed', message: 'No room.' }));
    expect(outcome).toMatchObject({ best: null, oneStandardError: null });
  });

  it('reads every k out of the same fits', () => {
    const overK = someSweep({
      folds: 2,
      axes: [
        { name: 'margin', values: [0.5] },
        { name: 'k', values: [1, 3] },
      ],
    });
    const plan = planSweep(overK, someFacts());
    const results = new Map(
      plan.units.map(({ key, fold }): [string, UnitResult] => {
        const heldOut = fold === 0 ? [0.4, 0.3, 0.2, 0.5] : [0.2, 0.3, 0.1];
        return [key, { status: 'finished', train: [0, 0.1, 0.1], trainLeaveOneOut: [0.2, 0.2], heldOut }];
      }),
    );
    const outcome = summariseSweep(overK, plan, results);
    expect(outcome.configurations.map(({ validation }) => validation.mean)).toEqual([
      expect.closeTo(0.3, 12),
      expect.closeTo(0.15, 12),
    ]);
    expect(outcome.configurations[1]!.train.mean).toBeCloseTo(0.1, 12);
    expect(outcome.configurations[1]!.trainLeaveOneOut.mean).toBeCloseTo(0.2, 12);
    expect(Object.keys(outcome.configurations[0]!.errorByK)).toEqual(['1', '2', '3']);
    expect(outcome.best?.values).toEqual({ margin: 0.5, k: 3 });
  });

  it('chooses on the validation split where asked, says so, and tests nothing', () => {
    const outcome = outcomeOf(someSweep({ folds: 0 }), ({ config: { params } }) =>
      params['margin'] === 1 ? 0.2 : 0.4,
    );
    expect(outcome.selection).toBe('validation-split');
    expect(outcome.best?.values).toEqual({ margin: 1 });
    expect(outcome.configurations[2]).toMatchObject({ folds: 0, foldErrors: [0.2] });
    // √(0.2 · 0.8 / 15) of 15 validation images.
    expect(outcome.configurations[2]!.validation.standardError).toBeCloseTo(0.10327955589886445, 12);
    expect(outcome.configurations.map(({ pValue }) => pValue)).toEqual([null, null, null]);
  });
});

describe('nested', () => {
  const config = someSweep({ folds: 2, outerFolds: 2 });

  /** Outer fold 0 chooses margin 0.1, outer fold 1 margin 1; both do worse outside by different amounts. */
  const nestedError = ({ config: { params }, fold, outerFold }: SweepUnit) => {
    const margin = params['margin']!;
    if (outerFold === null) return 0.5;
    const liked = outerFold === 0 ? 0.1 : 1;
    if (fold !== null) return margin === liked ? 0.2 + 0.02 * fold : 0.3;
    return margin === liked ? (outerFold === 0 ? 0.25 : 0.29) : 0.9;
  };

  it('compares what choosing claims with what the outer folds say', () => {
    const outcome = outcomeOf(config, nestedError);
    expect(outcome.nested!.folds).toEqual([
      {
        chosen: { index: 0, values: { margin: 0.1 } },
        innerError: expect.closeTo(0.21, 12),
        outerError: 0.25,
      },
      { chosen: { index: 2, values: { margin: 1 } }, innerError: expect.closeTo(0.21, 12), outerError: 0.29 },
    ]);
    expect(outcome.nested!.innerError).toBeCloseTo(0.21, 12);
    expect(outcome.nested!.outer.mean).toBeCloseTo(0.27, 12);
    expect(outcome.nested!.outer.standardError).toBeCloseTo(0.02, 12);
    expect(outcome.optimismGap).toBeCloseTo(-0.06, 12);
    expect(outcome.configurations[0]!.validation.mean).toBe(0.5);
  });

  it('waits for what it needs, and does without what was not chosen', () => {
    const without = (drop: (unit: SweepUnit) => boolean) =>
      outcomeOf(config, (unit) => (drop(unit) ? undefined : nestedError(unit))).nested;
    const isOuter = ({ fold, outerFold }: SweepUnit) => fold === null && outerFold === 1;
    expect(without((unit) => isOuter(unit) && unit.config.params['margin'] === 1)).toBeNull();
    expect(without((unit) => isOuter(unit) && unit.config.params['margin'] === 0.1)).not.toBeNull();
    expect(without(({ fold, outerFold }) => fold === 1 && outerFold === 1)).toBeNull();
  });
});
