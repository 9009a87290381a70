import type { Points } from './scatter';

/** Examples in the plane: rows of the dataset, class indices, and coordinates (null: not there). */
export type Cloud = { rows: ArrayLike<number>; labels: ArrayLike<number>; xy: Points | null };

/** Class index of each row of a cloud. */
export const labelsByRow = ({ rows, labels }: Cloud): ReadonlyMap<number, number> =>
  new Map(Array.from(rows, (row, point) => [row, labels[point] ?? 0]));

/** Rows, ready to be looked up. */
export const rowSet = (rows: readonly number[]): ReadonlySet<number> => new Set(rows);

/** How often each label occurs, the most frequent first, the lower label first on ties. */
export function countsByLabel(
  labels: readonly number[],
): readonly (readonly [label: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, first], [b, second]) => second - first || a - b);
}
