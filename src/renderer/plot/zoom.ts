import type { ChartConfig } from '../charts/chart';

/** A stretch of the x axis. */
export type Range = { min: number; max: number };

/** The chart over a stretch of its x axis, its y axis fitted to what is seen there; itself for null. */
export function zoomedTo(config: ChartConfig, range: Range | null): ChartConfig {
  if (!range) return config;
  const seen = config.data.datasets.flatMap(({ data }) => valuesWithin(data as Points, range));
  const { scales = {} } = config.options ?? {};
  const y = {
    ...scales['y'],
    ...(seen.length > 0 ? roomAround(seen, scales['y']?.type === 'logarithmic') : {}),
    ticks: { ...scales['y']?.ticks, includeBounds: false },
  };
  const x = { ...scales['x'], ...range, ticks: { ...scales['x']?.ticks, includeBounds: false } };
  return {
    ...config,
    options: { ...config.options, scales: { ...scales, x, y } } as NonNullable<ChartConfig['options']>,
  };
}

type Points = readonly { x: number; y: number }[];

/** The y of points within the range, and of the line where it crosses the range's ends. */
function valuesWithin(points: Points, { min, max }: Range): number[] {
  return points.flatMap((point, at) => {
    const inside = point.x >= min && point.x <= max ? [point.y] : [];
    const next = points[at + 1];
    if (!next) return inside;
    const crossed = [min, max].filter((end) => point.x < end && end < next.x);
    return [
      ...inside,
      ...crossed.map((end) => point.y + ((next.y - point.y) * (end - point.x)) / (next.x - point.x)),
    ];
  });
}

function roomAround(values: readonly number[], log: boolean): Range {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (log) return { min: least / 1.1, max: most * 1.1 };
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return { min: least >= 0 ? Math.max(0, least - room) : least - room, max: most + room };
}
