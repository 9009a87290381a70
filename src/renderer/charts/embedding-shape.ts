import { linePlot, type Series } from '../plot/line-plot';
import { short } from '../text/numbers';
import { defineChart, type DiagnosisChartData } from './chart';

/** How many directions the embedding uses and how long its vectors are, epoch by epoch. */
export const embeddingShape = defineChart<DiagnosisChartData>({
  id: 'embedding-shape',
  title: 'Rank and length',
  help: 'Directions that the embedding uses, and the mean length of its vectors. A rank near 1 or a length near 0 is a collapse.',
  canBeLog: true,
  applies: () => true,
  config: (data, look) =>
    linePlot(
      {
        series: seriesOf(data),
        x: { title: 'Epoch', min: 0, max: data.run.progress.epochs },
        y: { title: 'Directions, length', log: data.log, ...(data.log ? {} : { min: 0 }) },
        marks: data.chosen
          ? [{ at: data.chosen.epoch, label: `epoch ${data.chosen.epoch}`, colour: 'series-mark' }]
          : [],
      },
      look,
    ),
  table: ({ epochs }) => ({
    columns: ['epoch', 'effective_rank', 'mean_length'],
    rows: epochs.map(({ epoch, effectiveRank, meanNorm }) => [epoch, effectiveRank, meanNorm]),
  }),
  describe: ({ epochs }) => {
    const last = epochs.at(-1);
    if (!last) return 'Rank and length: there when the first epoch has been scored.';
    return `After epoch ${last.epoch} the embedding uses ${short(last.effectiveRank)} directions; its vectors are ${short(last.meanNorm)} long on average.`;
  },
});

function seriesOf({ epochs, log }: DiagnosisChartData): Series[] {
  const shown = (y: number) => (log && y <= 0 ? null : y);
  return [
    {
      label: 'Effective rank',
      colour: 'series-loss',
      points: epochs.map(({ epoch, effectiveRank }) => ({ x: epoch, y: shown(effectiveRank) })),
    },
    {
      label: 'Mean length',
      colour: 'series-leave-one-out',
      points: epochs.map(({ epoch, meanNorm }) => ({ x: epoch, y: shown(meanNorm) })),
      dash: [7, 3],
    },
  ];
}
