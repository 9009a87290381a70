import { linePlot } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart, type RunChartData } from './chart';

/** Share of pairs or triplets that still pull or push. */
export const activeShare = defineChart<RunChartData>({
  id: 'active-share',
  title: 'Active share',
  help: 'Pairs or triplets that violate their margin and so still teach something.',
  canBeSmoothed: true,
  axis: () => 'epoch',
  applies: ({ run }) => run.config.loss === 'contrastive' || run.config.loss === 'triplet',
  config: ({ run }, look) =>
    linePlot(
      {
        series: [
          {
            label: 'Active',
            colour: 'series-mark',
            points: run.curves.activeShare.map((y, at) => ({ x: at + 1, y })),
          },
        ],
        x: { title: 'Epoch', min: 0, max: run.progress.epochs },
        y: { title: 'Active share', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        write: percent,
      },
      look,
    ),
  table: ({ run }) => ({
    columns: ['epoch', 'active_share'],
    rows: run.curves.activeShare.map((y, at) => [at + 1, y]),
  }),
  describe: ({ run }) => `Active share after the last epoch: ${percent(run.curves.activeShare.at(-1))}.`,
});
