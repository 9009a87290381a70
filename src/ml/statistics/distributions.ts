import { incompleteBeta, upperGamma } from './special';

/** Student's t distribution function: P(T ≤ t) with `df` > 0 degrees of freedom. */
export function studentTCdf(t: number, df: number): number {
  const tail = studentTTwoSided(t, df) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** P(|T| ≥ |t|) for Student's t with `df` > 0 degrees of freedom; 0 for an infinite t. */
export function studentTTwoSided(t: number, df: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square));
}

/** P(X ≥ x) for chi-squared with one degree of freedom. */
export function chiSquaredTail(x: number): number {
  return upperGamma(0.5, x / 2);
}

/** P(X ≤ k) for `n` tosses of a fair coin. */
export function fairBinomialCdf(k: number, n: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 0.5);
}
