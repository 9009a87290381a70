import type { SweepAxis, SweepSummary } from '@shared/sweep';
import type { SweepLooks } from '@shared/sweep-look';
import type { SweepAtK, SweepPoint } from './sweep-at-k';

/** One axis of a sweep, the others held: what the explorer moves along. */
export type SweepSlice = {
  axis: SweepAxis;
  /** The sweep as if it had this axis only. */
  sweep: SweepSummary;
  /** Its points in the order of the axis' values. */
  at: SweepAtK;
  /** What each point looks like; null where that was not kept or is not there yet. */
  looks: readonly (SweepLooks['fits'][number] | null)[];
};

/** Axes that can be moved along: those that are trained, with two values or more. */
export const movableAxes = ({ config }: SweepSummary): SweepAxis[] =>
  config.axes.filter(({ name, values }) => name !== 'k' && values.length > 1);

/** Cuts a sweep along an axis, where the other axes have the values `held`. */
export function sliceOf(
  sweep: SweepSummary,
  at: SweepAtK,
  looks: SweepLooks,
  axis: SweepAxis,
  held: Readonly<Record<string, number>>,
): SweepSlice {
  const others = sweep.config.axes.filter(({ name }) => name !== axis.name);
  const points = at.points
    .filter(({ values }) => others.every(({ name }) => values[name] === held[name]))
    .toSorted((a, b) => (a.values[axis.name] ?? 0) - (b.values[axis.name] ?? 0));
  return {
    axis,
    sweep: { ...sweep, config: { ...sweep.config, axes: [axis] } },
    at: { ...at, points },
    looks: points.map((point) => lookOf(looks, point)),
  };
}

function lookOf({ fits }: SweepLooks, { values }: SweepPoint): SweepLooks['fits'][number] | null {
  const { k: _, ...trained } = values;
  return (
    fits.find((fit) => Object.entries(trained).every(([name, value]) => fit.values[name] === value)) ?? null
  );
}

/** Of each query of the looks, how often the class of its nearest neighbours changes along the slice: most telling first. */
export function tellingQueries(
  looks: readonly (SweepLooks['fits'][number] | null)[],
  classOf: SweepLooks['classOf'],
  nearest: number,
): number[] {
  const there = looks.filter((look) => look !== null);
  const queries = there[0]?.queries ?? [];
  const rights = (look: SweepLooks['fits'][number], query: number): number => {
    const kept = look.neighbours.length / Math.max(1, look.queries.length);
    const near = look.neighbours.slice(query * kept, query * kept + Math.min(nearest, kept));
    return near.filter((row) => classOf[row] === classOf[look.queries[query] ?? -1]).length;
  };
  const spread = queries.map((_, query) => {
    const counts = there.map((look) => rights(look, query));
    return Math.max(...counts) - Math.min(...counts);
  });
  return queries.map((_, query) => query).toSorted((a, b) => (spread[b] ?? 0) - (spread[a] ?? 0) || a - b);
}
