/**
 * How far a query is from being taken for another class: the distance of its nearest neighbour of another class less that of its
 * nearest neighbour of its own (both squared). Positive when its own class is nearer, so negative where k = 1 is wrong. Known
 * exactly when both are among the neighbours; else as a bound, by the farthest of them.
 */
export type ClassMargin = { value: number; bound: 'exact' | 'at-least' | 'at-most' };

/** The margin from neighbours' classes and distances, nearest first; null without neighbours. */
export function classMargin(
  classes: ArrayLike<number>,
  distances: ArrayLike<number>,
  truth: number,
): ClassMargin | null {
  let own: number | null = null;
  let other: number | null = null;
  for (let at = 0; at < classes.length && (own === null || other === null); at++) {
    if (classes[at] === truth) own ??= distances[at]!;
    else other ??= distances[at]!;
  }
  const farthest = distances[classes.length - 1];
  if (farthest === undefined) return null;
  if (own === null) return { value: other! - farthest, bound: 'at-most' };
  if (other === null) return { value: farthest - own, bound: 'at-least' };
  return { value: other - own, bound: 'exact' };
}
