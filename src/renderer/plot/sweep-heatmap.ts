import type { SweepSummary } from '@shared/sweep';
import type { SweepAtK } from '../state/sweep/sweep-at-k';
import { percent } from '../text/numbers';
import { sweepCsv } from '../text/sweep-csv';
import { axisLabel, axisValue } from '../text/sweep-words';
import { lookOf } from './look';
import { matrixSvg } from './matrix-svg';
import { saveDrawing, type PictureKind } from './save-drawing';

/** Colours of a sweep's held-out errors: the lower the error, the stronger, up to `most` (percent), so that words stay readable. */
export function errorColours(at: SweepAtK, most = 50): (mean: number | null) => number {
  const means = at.points.flatMap(({ validation }) => validation.mean ?? []);
  const [lowest, highest] = [Math.min(...means), Math.max(...means)];
  return (mean) => {
    if (mean === null) return 0;
    return Math.round(most * (highest > lowest ? (highest - mean) / (highest - lowest) : 0.5));
  };
}

/** Saves a sweep over two axes as a picture in the look of `element`, or as a table. */
export function saveHeatmap(
  sweep: SweepSummary,
  at: SweepAtK,
  element: HTMLElement,
  kind: PictureKind,
): void {
  const [rows, columns] = sweep.config.axes;
  if (!rows || !columns) return;
  const look = lookOf(element);
  const strength = errorColours(at);
  const cells = rows.values.map((_row, row) =>
    columns.values.map((_column, column) => {
      const mean = at.points[row * columns.values.length + column]?.validation.mean ?? null;
      const text = mean === null ? '' : percent(mean);
      return { text, colour: look.colour('accent'), strength: strength(mean) / 50 };
    }),
  );
  const [rowTitle, columnTitle] = [axisLabel(rows.name), axisLabel(columns.name)];
  const [down, along] = [rows.values.map(axisValue), columns.values.map(axisValue)];
  const title = `Held-out error of ${sweep.name} at k = ${at.k}`;
  void saveDrawing(`${sweep.id}-heatmap`, kind, {
    svg: () => matrixSvg({ title, rowTitle, columnTitle, rows: down, columns: along, cells }, look),
    table: () => sweepCsv([rows.name, columns.name], at),
  });
}
