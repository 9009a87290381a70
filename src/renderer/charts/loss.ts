import { linePlot } from '../plot/line-plot';
import { short } from '../text/numbers';
import { defineChart, type RunChartData } from './chart';

/** Mean batch loss of every epoch. */
export const loss = defineChart<RunChartData>({
  id: 'loss',
  title: 'Loss',
  help: 'Mean loss of the batches of each epoch.',
  canBeLog: true,
  canBeSmoothed: true,
  axis: () => 'epoch',
  applies: ({ run }) => run.config.loss !== null,
  config: ({ run, log }, look) =>
    linePlot(
      {
        series: [
          {
            label: 'Loss',
            colour: 'series-loss',
            points: run.curves.loss.map((y, at) => ({
              x: at + 1,
              y: log && y !== null && y <= 0 ? null : y,
            })),
          },
        ],
        x: { title: 'Epoch', min: 0, max: run.progress.epochs },
        y: { title: 'Loss', log, ...(log ? {} : { min: 0 }) },
      },
      look,
    ),
  table: ({ run }) => ({ columns: ['epoch', 'loss'], rows: run.curves.loss.map((y, at) => [at + 1, y]) }),
  describe: ({ run }) => {
    const values = run.curves.loss.filter((y) => y !== null);
    if (values.length === 0) return 'Loss: no epoch has finished yet.';
    return `Loss over ${values.length} epochs, from ${short(values[0])} to ${short(values.at(-1))}.`;
  },
});
