import { linePlot } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart } from './chart';
import { lineOfPlace, longNameOf, type CompareChartData, type ComparedRunDetail } from './compared-runs';
import { bestK } from './error-by-k';

const titleOf = (runs: CompareChartData['runs']): string =>
  runs.every(({ run }) => run.scores?.validation) ? 'Validation error' : 'Error';

/** Error for every k of several runs: on the validation images, or leaving one out where a run has none. */
export const comparedErrorByK = defineChart<CompareChartData>({
  id: 'compared-error-by-k',
  title: 'Error by k',
  help: 'Validation error with more or fewer neighbours; leave-one-out error where there are no validation images.',
  canBeLog: false,
  axis: () => 'k',
  applies: () => true,
  config: ({ runs, k }, look) =>
    linePlot(
      {
        series: runs.map((compared) => ({
          label: compared.run.id,
          longLabel: longNameOf(compared.run),
          ...lineOfPlace(compared.place),
          points: errorsOf(compared).map(([x, y]) => ({ x, y })),
        })),
        x: { title: 'k', min: 1, max: Math.max(2, ...runs.map((compared) => errorsOf(compared).length)) },
        y: { title: titleOf(runs), write: (share) => `${Number((share * 100).toFixed(2))} %` },
        marks: k === null ? [] : [{ at: k, label: `k = ${k}`, colour: 'series-mark' }],
        write: percent,
      },
      look,
    ),
  table: ({ runs }) => ({
    columns: ['run', 'k', 'error'],
    rows: runs.flatMap((compared) => errorsOf(compared).map(([k, error]) => [compared.run.id, k, error])),
  }),
  describe: ({ runs }) => {
    const words = runs.flatMap(({ run }) => {
      if (!run.scores) return [];
      const best = bestK(run.scores.validation ?? run.scores.trainLeaveOneOut);
      return [`${run.id} lowest at k = ${best.k} with ${percent(best.error)}`];
    });
    return words.length > 0
      ? `Error by k: ${words.join('; ')}.`
      : 'Error by k: there when a run has finished.';
  },
});

function errorsOf({ run: { scores } }: ComparedRunDetail): [k: number, error: number][] {
  const split = scores?.validation ?? scores?.trainLeaveOneOut;
  return Object.entries(split?.errorByK ?? {}).map(([k, error]) => [Number(k), error]);
}
