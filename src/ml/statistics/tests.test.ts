import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, shareStandardError, standardError, variance } from './describe';
import { holm } from './holm';
import { mcnemar, mcnemarOfCounts } from './mcnemar';
import { correctedResampledTTest } from './resampled-t-test';

// Golden values: SciPy 1.17.1, statsmodels 0.15.0, NumPy.
const five = [0.31, 0.28, 0.35, 0.3, 0.27];
const otherFive = [0.33, 0.31, 0.36, 0.34, 0.28];

describe('describe', () => {
  it('agrees with numpy.mean and scipy.stats.sem', () => {
    expect(mean(five)).toBeCloseTo(0.302, 14);
    expect(standardError(five)).toBeCloseTo(0.01392838827718411, 14);
    expect(standardError([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBeCloseTo(2.7386127875258306, 10);
  });

  it('has no spread of one value', () => {
    expect(variance([3])).toBeNaN();
    expect(standardError([3])).toBeNaN();
  });

  it('knows the standard error of a share', () => {
    expect(shareStandardError(0.2, 100)).toBeCloseTo(0.04, 14);
  });
});

describe('correctedResampledTTest', () => {
  // d = b - a; t = d.mean() / numpy.sqrt((1 / J + ratio) * d.var(ddof=1)); p = 2 * scipy.stats.t.sf(abs(t), J - 1)
  it.each([
    { first: otherFive, second: five, ratio: 1 / 4, t: 2.51531258209013, p: 0.06568410650302797 },
    {
      first: [0.41, 0.4, 0.39, 0.46, 0.41, 0.42, 0.42, 0.47, 0.36, 0.41],
      second: [0.4, 0.42, 0.38, 0.45, 0.41, 0.39, 0.43, 0.44, 0.37, 0.4],
      ratio: 1 / 9,
      t: 0.7930892188521623,
      p: 0.4481280301191301,
    },
    // scipy.stats.ttest_rel(otherFive, five): without the correction it is the paired t-test.
    { first: otherFive, second: five, ratio: 0, t: 3.772968873135195, p: 0.019554212720304602 },
  ])('t is $t', ({ first, second, ratio, t, p }) => {
    const test = correctedResampledTTest(first, second, ratio);
    expect(test.t).toBeCloseTo(t, 10);
    expect(test.pValue).toBeCloseTo(p, 10);
    expect(test.degreesOfFreedom).toBe(first.length - 1);
    const swapped = correctedResampledTTest(second, first, ratio);
    expect(swapped.t).toBeCloseTo(-t, 10);
    expect(swapped.pValue).toBeCloseTo(p, 10);
  });

  it('takes rounding for no difference, and a constant difference for certain', () => {
    expect(correctedResampledTTest([0.1 + 0.2, 0.5], [0.3, 0.5], 1)).toMatchObject({ t: 0, pValue: 1 });
    expect(correctedResampledTTest([0.3, 0.5], [0.2, 0.4], 1)).toMatchObject({ t: Infinity, pValue: 0 });
    expect(correctedResampledTTest([0.2, 0.4], [0.3, 0.5], 1)).toMatchObject({ t: -Infinity, pValue: 0 });
  });

  it('needs two folds, and the same', () => {
    expect(() => correctedResampledTTest([0.1], [0.2], 1)).toThrow(RangeError);
    expect(() => correctedResampledTTest([0.1, 0.2], [0.2], 1)).toThrow(RangeError);
  });
});

describe('holm', () => {
  // statsmodels.stats.multitest.multipletests(p, method='holm')[1]
  it.each([
    { p: [0.01, 0.04, 0.03, 0.005], adjusted: [0.03, 0.06, 0.06, 0.02] },
    { p: [0.5, 0.6, 0.9], adjusted: [1, 1, 1] },
    { p: [0.02], adjusted: [0.02] },
    {
      p: [0.049, 0.0001, 0.2, 0.049, 1, 0.013],
      adjusted: [0.196, 0.0006000000000000001, 0.4, 0.196, 1, 0.065],
    },
    { p: [], adjusted: [] },
  ])('of $p', ({ p, adjusted }) => {
    const found = holm(p);
    expect(found).toHaveLength(adjusted.length);
    found.forEach((value, index) => expect(value).toBeCloseTo(adjusted[index]!, 13));
  });

  it('is the step-down procedure at every level', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { maxLength: 12 }), p, (pValues, level) => {
        const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
        const rejected = new Set<number>();
        for (const [rank, index] of order.entries()) {
          if (pValues[index]! * (pValues.length - rank) > level) break;
          rejected.add(index);
        }
        if (level === 1) return;
        holm(pValues).forEach((value, index) => expect(value <= level).toBe(rejected.has(index)));
      }),
    );
  });
});

describe('mcnemar', () => {
  // statsmodels.stats.contingency_tables.mcnemar([[10, b], [c, 10]], exact=b + c < 25, correction=True).pvalue
  it.each([
    [0, 0, 'exact-binomial', 1],
    [1, 0, 'exact-binomial', 1],
    [5, 0, 'exact-binomial', 0.0625],
    [2, 8, 'exact-binomial', 0.109375],
    [10, 10, 'exact-binomial', 1],
    [7, 17, 'exact-binomial', 0.06391465663909912],
    [12, 12, 'exact-binomial', 1],
    [8, 17, 'chi-squared-with-continuity', 0.10959858339911568],
    [30, 12, 'chi-squared-with-continuity', 0.008711912962379598],
    [100, 140, 'chi-squared-with-continuity', 0.01182113783662232],
    [3, 60, 'chi-squared-with-continuity', 1.7218312408905766e-12],
  ])('%d against %d', (b, c, method, golden) => {
    const found = mcnemarOfCounts(b, c);
    expect(found.method).toBe(method);
    expect(found.pValue / golden).toBeCloseTo(1, 10);
    expect(mcnemarOfCounts(c, b).pValue).toBeCloseTo(found.pValue, 14);
  });

  it('does not correct a difference of nothing, as R does and statsmodels does not', () => {
    expect(mcnemarOfCounts(25, 25).pValue).toBe(1);
  });

  it('counts the examples that only one gets wrong', () => {
    const first = [true, true, false, false, true, false];
    const second = [true, false, true, true, true, false];
    expect(mcnemar(first, second)).toMatchObject({ onlyFirstWrong: 1, onlySecondWrong: 2 });
    expect(() => mcnemar([true], [])).toThrow(RangeError);
  });
});
