import type { RunDetail, SplitScores } from '@shared/run';
import { linePlot, type Series } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart, type RunChartData } from './chart';

/** Error for every k at once, with the run's own k marked. */
export const errorByK = defineChart<RunChartData>({
  id: 'error-by-k',
  title: 'Error by k',
  help: 'What the error would be with more or fewer neighbours; k costs nothing to change.',
  axis: () => 'k',
  applies: () => true,
  config: ({ run }, look) =>
    linePlot(
      {
        series: seriesOf(run),
        x: { title: 'k', min: 1, max: largestK(run) },
        y: { title: 'Error', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        marks: run.scores ? [{ at: run.config.k, label: `k = ${run.config.k}`, colour: 'series-mark' }] : [],
        write: percent,
      },
      look,
    ),
  table: ({ run }) => {
    const series = seriesOf(run);
    const all = series[0]?.points ?? [];
    return {
      columns: ['k', ...series.map(({ label }) => label.toLowerCase().replaceAll('-', '_'))],
      rows: all.map(({ x }, at) => [x, ...series.map(({ points }) => points[at]?.y ?? null)]),
    };
  },
  describe: ({ run }) => {
    if (!run.scores) return 'Error by k: there when the run has finished.';
    const best = bestK(run.scores.validation ?? run.scores.trainLeaveOneOut);
    return `Error for every k. Lowest at k = ${best.k} with ${percent(best.error)}.`;
  },
});

/** The k with the lowest error; the smallest of them on ties. */
export function bestK(scores: SplitScores): { k: number; error: number } {
  let best = { k: 1, error: Number.POSITIVE_INFINITY };
  for (const [k, error] of Object.entries(scores.errorByK))
    if (error < best.error) best = { k: Number(k), error };
  return best;
}

/** The last k there is an error for; before, twice the run's own. */
function largestK({ scores, config }: RunDetail): number {
  const known = Object.keys(scores?.trainLeaveOneOut.errorByK ?? {}).length;
  return Math.max(2, known || 2 * config.k);
}

function seriesOf(run: RunDetail): Series[] {
  const { scores } = run;
  const points = (split: SplitScores | null | undefined) =>
    Object.entries(split?.errorByK ?? {}).map(([k, y]) => ({ x: Number(k), y }));
  const series: Series[] = [
    { label: 'Train', colour: 'series-train', points: points(scores?.train) },
    {
      label: 'Leave-one-out',
      colour: 'series-leave-one-out',
      points: points(scores?.trainLeaveOneOut),
      dash: [2, 3],
    },
  ];
  if (!scores || scores.validation)
    series.push({
      label: 'Validation',
      colour: 'series-validation',
      points: points(scores?.validation),
      dash: [7, 3],
    });
  if (scores?.test)
    series.push({ label: 'Test', colour: 'series-mark', points: points(scores.test), dash: [1, 3] });
  return series;
}
