/** How an axis of given values is drawn: logarithmic when they are spaced so, with room at the ends. */
export function reachOf(values: readonly number[]): { min: number; max: number; log: boolean } {
  const sorted = values.toSorted((a, b) => a - b);
  const [first = 0, last = 1] = [sorted[0], sorted.at(-1)];
  if (isLogSpaced(sorted)) {
    const room = (last / first) ** 0.04;
    return { min: first / room, max: last * room, log: true };
  }
  const room = (last - first || Math.abs(first) || 1) * 0.04;
  const fromZero = first >= 0 && first < (last - first) * 0.3;
  return { min: fromZero ? 0 : first - room, max: last + room, log: false };
}

/** Are ascending values spread over a decade or more, and more evenly by ratio than by difference? */
function isLogSpaced(sorted: readonly number[]): boolean {
  const first = sorted[0] ?? 0;
  if (sorted.length < 3 || first <= 0 || (sorted.at(-1) ?? 0) / first < 10) return false;
  return unevenness(sorted.map(Math.log)) < unevenness(sorted);
}

/** Spread of the steps between neighbours as a share of their mean. */
function unevenness(sorted: readonly number[]): number {
  const steps = sorted.slice(1).map((value, at) => value - (sorted[at] ?? 0));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return Math.sqrt(steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length) / mean;
}
