/** Arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample variance, divided by n − 1; NaN of fewer than two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Standard error of the mean: standard deviation (n − 1) / √n; NaN of fewer than two values. */
export function standardError(values: readonly number[]): number {
  return Math.sqrt(variance(values) / values.length);
}

/** Standard error of a share (0 to 1) that was measured on `count` examples (binomial). */
export function shareStandardError(share: number, count: number): number {
  return Math.sqrt((share * (1 - share)) / count);
}
