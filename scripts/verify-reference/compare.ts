import type { Check } from './reference';

/** Passes when every |actual − expected| ≤ tolerance · max(1, largest |expected|): float32 against float64. */
export function close(
  name: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): Check {
  let largest = 0;
  let scale = 1;
  for (let at = 0; at < expected.length; at++) {
    scale = Math.max(scale, Math.abs(expected[at]!));
    const difference = Math.abs(actual[at]! - expected[at]!);
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }
  const passed = actual.length === expected.length && largest <= tolerance * scale;
  return {
    name,
    passed,
    detail: `${expected.length} values, largest difference ${largest.toExponential(1)}`,
  };
}

/** Passes when all values are the same. */
export function same(name: string, actual: ArrayLike<number>, expected: ArrayLike<number>): Check {
  let wrong = 0;
  for (let at = 0; at < expected.length; at++) if (actual[at] !== expected[at]) wrong++;
  const passed = wrong === 0 && actual.length === expected.length;
  return {
    name,
    passed,
    detail: passed ? `${expected.length} equal` : `${wrong} of ${expected.length} differ`,
  };
}
