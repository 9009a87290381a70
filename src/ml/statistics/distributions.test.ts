import { describe, expect, it } from 'vitest';
import { chiSquaredTail, fairBinomialCdf, studentTCdf, studentTTwoSided } from './distributions';
import { incompleteBeta, logGamma, upperGamma } from './special';

/** Equal to a relative 1e-12, also far out in a tail. */
function expectClose(found: number, golden: number, tolerance = 1e-12): void {
  expect(Math.abs(found - golden)).toBeLessThanOrEqual(tolerance * Math.abs(golden));
}

// Golden values: SciPy 1.17.1.
describe('incompleteBeta', () => {
  // scipy.special.betainc(a, b, x)
  it.each([
    [0.5, 0.5, 0.3, 0.36901011956554536],
    [2, 3, 0.4, 0.5247999999999999],
    [5, 0.5, 0.9, 0.3166429150200122],
    [0.5, 5, 0.01, 0.24284189089843747],
    [50, 60, 0.45, 0.4642352914306031],
    [500, 400, 0.56, 0.6048621872428857],
    [1, 1, 0.25, 0.25],
    [2.5, 0.5, 0.999999, 0.9983023481224883],
    [3, 4, 0, 0],
    [3, 4, 1, 1],
  ])('I(%d, %d) at %d', (a, b, x, golden) => expectClose(incompleteBeta(a, b, x), golden, 2e-12));
});

describe('studentT', () => {
  // scipy.stats.t.cdf(t, df), 2 * scipy.stats.t.sf(abs(t), df)
  it.each([
    [0, 4, 0.5, 1],
    [1, 1, 0.75, 0.5000000000000001],
    [2.776445105, 4, 0.9749999999949402, 0.05000000001011946],
    [-2.776445105, 4, 0.02500000000505973, 0.05000000001011946],
    [0.5, 9, 0.6854643500869868, 0.6290712998260263],
    [3.1, 24, 0.9975562382646209, 0.004887523470758118],
    [-12.5, 4, 0.00011780802344634986, 0.00023561604689269973],
    [40, 9, 0.9999999999905085, 1.8982998449339822e-11],
    [1.96, 1e6, 0.9750019662073651, 0.04999606758526985],
    [-0.001, 3, 0.49963244748473046, 0.9992648949694609],
    [1.5, 2.5, 0.8760817734568519, 0.24783645308629618],
  ])('t = %d with %d degrees of freedom', (t, df, cdf, twoSided) => {
    const tolerance = df === 1e6 ? 1e-9 : 1e-12;
    expectClose(studentTCdf(t, df), cdf, tolerance);
    expectClose(studentTTwoSided(t, df), twoSided, tolerance);
  });

  it('has no tail beyond infinity', () => {
    expect(studentTTwoSided(Infinity, 4)).toBe(0);
    expect(studentTCdf(-Infinity, 4)).toBe(0);
    expect(studentTCdf(Infinity, 4)).toBe(1);
  });
});

describe('chiSquaredTail', () => {
  // scipy.stats.chi2.sf(x, 1)
  it.each([
    [0, 1],
    [1e-6, 0.9992021155721779],
    [0.1, 0.7518296340458492],
    [1, 0.31731050786291115],
    [2.5, 0.11384629800665763],
    [3.841458820694124, 0.04999999999999989],
    [10.5, 0.0011937454448720044],
    [30, 4.3204630578274955e-8],
    [100, 1.5239706048320995e-23],
    [700, 2.990226975124623e-154],
  ])('beyond %d', (x, golden) => expectClose(chiSquaredTail(x), golden));
});

describe('fairBinomialCdf', () => {
  // scipy.stats.binom.cdf(k, n, 0.5)
  it.each([
    [0, 5, 0.03125],
    [2, 5, 0.5],
    [7, 20, 0.13158798217773438],
    [40, 100, 0.028443966820490444],
    [12, 24, 0.5805901288986206],
    [490, 1000, 0.2739863729617383],
    [-1, 5, 0],
    [5, 5, 1],
    [0, 0, 1],
  ])('at most %d of %d', (k, n, golden) => expectClose(fairBinomialCdf(k, n), golden, 2e-12));
});

it('knows factorials', () => {
  let factorial = 1;
  for (let n = 1; n <= 30; n++) {
    factorial *= n;
    expectClose(Math.exp(logGamma(n + 1)), factorial, 1e-13 * 80);
  }
  expectClose(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI));
});

it('is e to the minus x for Q(1, x)', () => {
  for (const x of [0.1, 1, 1.9, 2.1, 20]) expectClose(upperGamma(1, x), Math.exp(-x));
});
