import type { Choice } from '@shared/sweep';
import { compareSimplicity, type AxisValues } from './configurations';

/** A configuration with its mean held-out error and that mean's standard error; null where it was not measured. */
export type Measured = { values: AxisValues; mean: number | null; standardError: number | null };

// Means of shares that are equal but for rounding.
const rounding = 1e-12;

/**
 * The lowest mean error; of those that tie, the simplest (see {@link compareSimplicity}), then the first listed. Null when
 * nothing was measured.
 */
export function chooseBest(measured: readonly Measured[]): Choice | null {
  const lowest = measured.reduce((least, { mean }) => Math.min(least, mean ?? Infinity), Infinity);
  return simplestWithin(measured, lowest);
}

/**
 * The one-standard-error choice (Breiman et al. 1984): the simplest configuration whose mean error is at most the best's plus its
 * standard error. Among equally simple ones the lower mean wins, then the first listed. Null as `best`.
 */
export function chooseWithinOneError(measured: readonly Measured[], best: Choice | null): Choice | null {
  const chosen = best && measured[best.index];
  if (!chosen || chosen.mean === null) return null;
  if (chosen.standardError === null) return best;
  return simplestWithin(measured, chosen.mean + chosen.standardError);
}

function simplestWithin(measured: readonly Measured[], limit: number): Choice | null {
  let kept: number | null = null;
  measured.forEach(({ values, mean }, index) => {
    if (mean === null || mean > limit + rounding) return;
    const holder = kept === null ? null : measured[kept]!;
    const order = holder && compareSimplicity(values, holder.values);
    if (!holder || order! < 0 || (order === 0 && mean < holder.mean! - rounding)) kept = index;
  });
  return kept === null ? null : { index: kept, values: { ...measured[kept]!.values } };
}
