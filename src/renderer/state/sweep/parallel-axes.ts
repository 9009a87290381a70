import type { SweepSummary } from '@shared/sweep';
import { reachOf } from '../../charts/axis-reach';
import type { SweepAtK, SweepPoint } from './sweep-at-k';

/** The last axis: the held-out error. */
export const errorAxis = 'held-out error';

/** One upright axis: its ends, and where each configuration crosses it, 0 at the bottom to 1 at the top. */
export type ParallelAxis = { name: string; values: readonly number[]; at: (value: number) => number };

/** A brushed stretch of an axis: only configurations with a value from `low` to `high` pass. */
export type Brush = { low: number; high: number };
export type Brushes = Readonly<Record<string, Brush>>;

/** The axes of a sweep and its held-out error, which is drawn with the lowest at the top as the best. */
export function parallelAxes({ config }: SweepSummary, { points }: SweepAtK): ParallelAxis[] {
  const errors = points.flatMap(({ validation }) => validation.mean ?? []).sort((a, b) => a - b);
  return [
    ...config.axes.map(({ name, values }) => axisOf(name, values)),
    { ...axisOf(errorAxis, errors), at: evenly(errors[0] ?? 0, errors.at(-1) ?? 1) },
  ];
}

/** What a configuration has on an axis; null for an error that is not known. */
export const valueOn = (axis: string, point: SweepPoint): number | null =>
  axis === errorAxis ? point.validation.mean : (point.values[axis] ?? null);

/** Does a configuration pass every brush? */
export function passes(point: SweepPoint, brushes: Brushes): boolean {
  return Object.entries(brushes).every(([axis, { low, high }]) => {
    const value = valueOn(axis, point);
    return value !== null && value >= low && value <= high;
  });
}

function axisOf(name: string, given: readonly number[]): ParallelAxis {
  const values = [...new Set(given)].sort((a, b) => a - b);
  const [first = 0, last = 1] = [values[0], values.at(-1)];
  if (!reachOf(values).log) return { name, values, at: evenly(first, last) };
  return { name, values, at: (value) => Math.log(value / first) / Math.log(last / first) };
}

const evenly =
  (first: number, last: number) =>
  (value: number): number =>
    last > first ? (value - first) / (last - first) : 0.5;
