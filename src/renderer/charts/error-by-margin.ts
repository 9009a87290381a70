import type { Study, StudyRow } from '@shared/study';
import { linePlot, type Series } from '../plot/line-plot';
import { percent, short } from '../text/numbers';
import { defineChart } from './chart';

/** The study's margin sweep, row by row as its runs finish. */
export const errorByMargin = defineChart<Study>({
  id: 'error-by-margin',
  title: 'Error by margin',
  help: 'Each dot is a whole run. The best margin is chosen on the validation split.',
  applies: (study) => study.sweep.length > 0,
  config: (study, look) =>
    linePlot(
      {
        series: seriesOf(study),
        x: { title: 'Margin α', min: 0, max: Math.max(0.1, ...study.sweep.map((row) => row.margin ?? 0)) },
        y: { title: 'Error', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        marks:
          study.bestMargin === null
            ? []
            : [
                {
                  at: study.bestMargin,
                  label: `best: ${Number(study.bestMargin.toPrecision(3))}`,
                  colour: 'series-mark',
                  place: 'above' as const,
                },
              ],
        write: percent,
      },
      look,
    ),
  table: (study) => ({
    columns: ['margin', 'train_error', 'train_leave_one_out_error', 'validation_error'],
    rows: ordered(study).map((row) => [
      row.margin,
      row.trainError,
      row.trainLeaveOneOutError,
      row.validationError,
    ]),
  }),
  describe: (study) =>
    study.bestMargin === null
      ? `Error by margin: ${study.sweep.filter((row) => row.validationError !== null).length} of ${study.sweep.length} margins are done.`
      : `Error by margin, ${study.sweep.length} margins. The best is ${short(study.bestMargin)}.`,
});

const ordered = (study: Study): StudyRow[] =>
  study.sweep.toSorted((a, b) => (a.margin ?? 0) - (b.margin ?? 0));

function seriesOf(study: Study): Series[] {
  const points = (value: (row: StudyRow) => number | null) =>
    ordered(study).map((row) => ({ x: row.margin ?? 0, y: value(row) }));
  return [
    { label: 'Train', colour: 'series-train', points: points((row) => row.trainError), dots: true },
    {
      label: 'Leave-one-out',
      colour: 'series-leave-one-out',
      points: points((row) => row.trainLeaveOneOutError),
      dots: true,
      dash: [2, 3],
    },
    {
      label: 'Validation',
      colour: 'series-validation',
      points: points((row) => row.validationError),
      dots: true,
      dash: [7, 3],
    },
  ];
}
