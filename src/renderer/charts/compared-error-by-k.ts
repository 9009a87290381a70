import type { RunDetail, SplitScores } from '@shared/run';
import type { SplitName } from '@shared/split';
import { linePlot } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart } from './chart';
import { lineOfPlace, longNameOf, type CompareChartData } from './compared-runs';
import { bestK } from './error-by-k';

const titles = { train: 'Leave-one-out error', validation: 'Validation error', test: 'Test error' };

const titleOf = ({ runs, split }: CompareChartData): string =>
  runs.every(({ run }) => split !== 'validation' || run.scores?.validation) ? titles[split] : 'Error';

/** Error for every k of several runs on the split they are compared on, training images leaving themselves out. */
export const comparedErrorByK = defineChart<CompareChartData>({
  id: 'compared-error-by-k',
  title: 'Error by k',
  help: 'Error on the images chosen below, with more or fewer neighbours; leave-one-out error where a run has no validation images.',
  canBeLog: false,
  namesSingleLine: true,
  axis: () => 'k',
  applies: () => true,
  config: (data, look) => {
    const { runs, split, k } = data;
    return linePlot(
      {
        series: runs.map(({ run, place }) => ({
          label: run.id,
          longLabel: longNameOf(run),
          ...lineOfPlace(place),
          points: errorsOf(run, split).map(([x, y]) => ({ x, y })),
        })),
        x: { title: 'k', min: 1, max: Math.max(2, ...runs.map(({ run }) => errorsOf(run, split).length)) },
        y: { title: titleOf(data), write: (share) => `${Number((share * 100).toFixed(2))} %` },
        marks: k === null ? [] : [{ at: k, label: `k = ${k}`, colour: 'series-mark' }],
        write: percent,
      },
      look,
    );
  },
  table: ({ runs, split }) => ({
    columns: ['run', 'k', 'error'],
    rows: runs.flatMap(({ run }) => errorsOf(run, split).map(([k, error]) => [run.id, k, error])),
  }),
  describe: (data) => {
    const words = data.runs.flatMap(({ run }) => {
      const scores = scoresOn(run, data.split);
      if (!scores) return [];
      const best = bestK(scores);
      return [`${run.id} lowest at k = ${best.k} with ${percent(best.error)}`];
    });
    return words.length > 0
      ? `${titleOf(data)} by k: ${words.join('; ')}.`
      : 'Error by k: there when a run has been scored on these images.';
  },
});

function errorsOf(run: RunDetail, split: SplitName): [k: number, error: number][] {
  const errors = scoresOn(run, split)?.errorByK ?? {};
  return Object.entries(errors).map(([k, error]) => [Number(k), error]);
}

function scoresOn({ scores }: RunDetail, split: SplitName): SplitScores | null | undefined {
  if (split === 'test') return scores?.test;
  return split === 'train' ? scores?.trainLeaveOneOut : (scores?.validation ?? scores?.trainLeaveOneOut);
}
