import type { EpochDiagnosis } from '@shared/diagnostics';
import { linePlot, type Series } from '../plot/line-plot';
import { percent } from '../text/numbers';
import { defineChart, type DiagnosisChartData } from './chart';

/** Validation error after each epoch at the k of the slider, and at the k that was best after each. */
export const errorAtK = defineChart<DiagnosisChartData>({
  id: 'error-at-k',
  title: 'Validation error',
  help: 'After each scored epoch, for the k of the slider, and for whichever k was best then.',
  applies: ({ epochs }) => epochs.length === 0 || epochs.some(hasErrors),
  config: (data, look) =>
    linePlot(
      {
        series: seriesOf(data),
        x: { title: 'Epoch', min: 0, max: data.run.progress.epochs },
        y: { title: 'Error', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        marks: data.chosen
          ? [{ at: data.chosen.epoch, label: `epoch ${data.chosen.epoch}`, colour: 'series-mark' }]
          : [],
        write: percent,
      },
      look,
    ),
  table: ({ epochs }) => ({
    columns: ['epoch', 'k', 'validation_error'],
    rows: epochs.flatMap(({ epoch, validationErrorByK }) =>
      (validationErrorByK ?? []).map((error, at) => [epoch, at + 1, error]),
    ),
  }),
  describe: ({ epochs, chosen, k }) => {
    const there = chosen ?? epochs.at(-1);
    if (!there?.validationErrorByK) return 'Validation error by epoch: there when an epoch has been scored.';
    const best = bestOf(there);
    return `After epoch ${there.epoch} the validation error at k = ${k} is ${percent(there.validationErrorByK[k - 1])}; lowest at k = ${best.k} with ${percent(best.error)}.`;
  },
});

const hasErrors = ({ validationErrorByK }: EpochDiagnosis) => validationErrorByK !== null;

function seriesOf({ epochs, k }: DiagnosisChartData): Series[] {
  const measured = epochs.filter(hasErrors);
  return [
    {
      label: `k = ${k}`,
      colour: 'series-validation',
      points: measured.map(({ epoch, validationErrorByK }) => ({
        x: epoch,
        y: validationErrorByK?.[k - 1] ?? null,
      })),
    },
    {
      label: 'best k',
      colour: 'series-before',
      points: measured.map((each) => ({ x: each.epoch, y: bestOf(each).error })),
      dash: [2, 3],
    },
  ];
}

/** The k with the lowest error after an epoch, the smallest of them on ties; `error` null when nothing was measured. */
function bestOf({ validationErrorByK }: EpochDiagnosis): { k: number; error: number | null } {
  const errors = validationErrorByK ?? [];
  if (errors.length === 0) return { k: 1, error: null };
  const error = Math.min(...errors);
  return { k: errors.indexOf(error) + 1, error };
}
