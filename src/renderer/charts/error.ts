import { linePlot, type Series } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart, type RunChartData } from './chart';

/** Errors at the run's k after each epoch. */
export const error = defineChart<RunChartData>({
  id: 'error',
  title: 'Error',
  help: 'Share of images that the vote of the k nearest gets wrong, after each epoch.',
  canBeSmoothed: true,
  axis: () => 'epoch',
  applies: ({ run }) => run.config.loss !== null,
  config: ({ run }, look) =>
    linePlot(
      {
        series: seriesOf({ run }),
        x: { title: 'Epoch', min: 0, max: run.progress.epochs },
        y: { title: `Error at k = ${run.config.k}`, min: 0, write: wholePercent },
        write: percent,
      },
      look,
    ),
  table: ({ run: { curves } }) => ({
    columns: ['epoch', 'train_error', 'train_leave_one_out_error', 'validation_error'],
    rows: curves.trainError.map((train, at) => [
      at + 1,
      train,
      curves.trainLeaveOneOutError[at] ?? null,
      curves.validationError[at] ?? null,
    ]),
  }),
  describe: ({ run }) => {
    const ends = seriesOf({ run }).map(
      ({ label, points }) => `${label} ${percent(points.findLast(({ y }) => y !== null)?.y)}`,
    );
    return `Error by epoch. Last values: ${ends.join(', ')}.`;
  },
});

function seriesOf({ run: { curves } }: Pick<RunChartData, 'run'>): Series[] {
  const points = (values: readonly (number | null)[]) => values.map((y, at) => ({ x: at + 1, y }));
  const series: Series[] = [
    { label: 'Train', colour: 'series-train', points: points(curves.trainError) },
    {
      label: 'Leave-one-out',
      colour: 'series-leave-one-out',
      points: points(curves.trainLeaveOneOutError),
      dash: [2, 3],
    },
    {
      label: 'Validation',
      colour: 'series-validation',
      points: points(curves.validationError),
      dash: [7, 3],
    },
  ];
  const measured = series.some(({ points: all }) => all.some(({ y }) => y !== null));
  return series.filter(
    ({ points: all, label }) => !measured || label !== 'Validation' || all.some(({ y }) => y !== null),
  );
}

const wholePercent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
