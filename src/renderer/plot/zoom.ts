import type { ChartConfig } from '../charts/chart';

/** A stretch of the x axis. */
export type Range = { min: number; max: number };

/** The chart over a stretch of its x axis, its y axis fitted to what is seen there; itself for null. */
export function zoomedTo(config: ChartConfig, range: Range | null): ChartConfig {
  if (!range) return config;
  const seen = config.data.datasets.flatMap(({ data }) =>
    data.flatMap(({ x, y }) => (x !== null && y !== null && x >= range.min && x <= range.max ? [y] : [])),
  );
  const { scales = {} } = config.options ?? {};
  const y = {
    ...scales['y'],
    ...(seen.length > 0 ? roomAround(seen, scales['y']?.type === 'logarithmic') : {}),
  };
  const x = { ...scales['x'], ...range };
  return {
    ...config,
    options: { ...config.options, scales: { ...scales, x, y } } as NonNullable<ChartConfig['options']>,
  };
}

function roomAround(values: readonly number[], log: boolean): Range {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (log) return { min: least / 1.1, max: most * 1.1 };
  const room = (most - least || Math.abs(most) || 1) * 0.06;
  return { min: least >= 0 ? Math.max(0, least - room) : least - room, max: most + room };
}
