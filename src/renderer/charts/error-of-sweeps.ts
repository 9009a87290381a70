import type { SweepSummary } from '@shared/sweep';
import { errorBarsOf } from '../plot/error-bars';
import { linePlot } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { axisLabel } from '../text/sweep-words';
import { reachOf } from './axis-reach';
import { defineChart } from './chart';

/** Sweeps that share an axis. */
export type ErrorOfSweepsData = { axis: string; sweeps: readonly SweepSummary[] };

type Crossing = { value: number; mean: number; standardError: number | null };

/** Held-out error of several sweeps against an axis that they share; of other axes the best value at each point. */
export const errorOfSweeps = defineChart<ErrorOfSweepsData>({
  id: 'error-of-sweeps',
  title: 'Held-out error',
  help: 'Mean held-out error against the shared setting; bars are one standard error to either side. Where a sweep varies more, the best of the rest is taken at each value.',
  applies: ({ sweeps }) => sweeps.length > 0,
  config: (data, look) => {
    const curves = data.sweeps.map((sweep) => ({ sweep, points: alongAxis(sweep, data.axis) }));
    const plot = linePlot(
      {
        series: curves.map(({ sweep, points }, place) => ({
          label: `${sweep.id} ${sweep.name}`,
          colour: sweepColour(place),
          dash: dashes[place % dashes.length] ?? [],
          dots: true,
          points: points.map(({ value, mean }) => ({ x: value, y: mean })),
        })),
        x: {
          title: axisLabel(data.axis),
          roundTicks: true,
          ...reachOf(curves.flatMap(({ points }) => points.map(({ value }) => value))),
        },
        y: {
          title: 'Held-out error',
          min: 0,
          write: (share) => `${Number((share * 100).toFixed(1))} %`,
        },
        write: percent,
      },
      look,
    );
    const bars = curves.flatMap(({ points }, place) =>
      points.flatMap(({ value, mean, standardError }) =>
        standardError === null
          ? []
          : [
              {
                x: value,
                low: Math.max(0, mean - standardError),
                high: mean + standardError,
                colour: sweepColour(place),
              },
            ],
      ),
    );
    const plugins = { ...plot.options?.plugins, annotation: { annotations: errorBarsOf(bars, look) } };
    return { ...plot, options: { ...plot.options, plugins } };
  },
  table: ({ axis, sweeps }) => ({
    columns: ['sweep', axis, 'validation_error', 'validation_standard_error'],
    rows: sweeps.flatMap((sweep) =>
      alongAxis(sweep, axis).map(({ value, mean, standardError }) => [sweep.id, value, mean, standardError]),
    ),
  }),
  describe: ({ axis, sweeps }) =>
    `Held-out error by ${axisLabel(axis)} of ${sweeps.length} sweeps. ${sweeps
      .map((sweep) => {
        const lowest = alongAxis(sweep, axis).toSorted((a, b) => a.mean - b.mean)[0];
        return lowest ? `${sweep.name}: lowest ${percent(lowest.mean)} at ${lowest.value}.` : '';
      })
      .join(' ')}`,
});

const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Token of the colour of the sweep at a place. */
export const sweepColour = (place: number): string =>
  [
    'series-train',
    'series-validation',
    'series-leave-one-out',
    'series-mark',
    'series-loss',
    'series-before',
  ][place % 6]!;

/** The best configuration at each value of the axis, in the order of the values. */
function alongAxis({ configurations }: SweepSummary, axis: string): Crossing[] {
  const best = new Map<number, Crossing>();
  for (const { values, validation } of configurations) {
    const value = values[axis];
    if (value === undefined || validation.mean === null) continue;
    const known = best.get(value);
    if (!known || validation.mean < known.mean)
      best.set(value, { value, mean: validation.mean, standardError: validation.standardError });
  }
  return [...best.values()].sort((a, b) => a.value - b.value);
}
