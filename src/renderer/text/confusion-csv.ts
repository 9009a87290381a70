import type { ChartTable } from '../charts/chart';
import type { Look } from '../plot/look';
import type { Matrix } from '../plot/matrix-svg';
import type { ConfusionRow } from './confusion';
import type { DifferenceCell } from './pair';

/** A matrix for a spreadsheet: a row for each true class, a column for each predicted one. */
export function confusionCsv(names: readonly string[], counts: readonly (readonly number[])[]): ChartTable {
  return {
    columns: ['true \\ predicted', ...names],
    rows: counts.map((cells, actual) => [names[actual] ?? '', ...cells]),
  };
}

/** A confusion matrix as it is drawn: the larger the share of its class, the stronger the colour. */
export function confusionPicture(
  names: readonly string[],
  rows: readonly ConfusionRow[],
  look: Look,
  title: string,
): Matrix {
  return {
    title,
    rowTitle: 'true',
    columnTitle: 'predicted',
    rows: names,
    columns: names,
    cells: rows.map(({ cells }) =>
      cells.map(({ count, share, isRight }) => ({
        text: count > 0 ? String(count) : '',
        colour: look.colour(isRight ? 'right' : 'wrong'),
        strength: Math.sqrt(share),
      })),
    ),
  };
}

/** The difference of two confusion matrices as it is drawn: blue where the second is better, orange where it is worse. */
export function differencePicture(
  names: readonly string[],
  cells: readonly (readonly DifferenceCell[])[],
  look: Look,
  title: string,
): Matrix {
  const most = Math.max(1, ...cells.flat().map((cell) => Math.abs(cell.after - cell.before)));
  return {
    title,
    rowTitle: 'true',
    columnTitle: 'predicted',
    rows: names,
    columns: names,
    cells: cells.map((row) =>
      row.map(({ actual, predicted, before, after }) => ({
        text: after === before ? '' : after > before ? `+${after - before}` : `−${before - after}`,
        colour: look.colour(after > before === (actual === predicted) ? 'right' : 'wrong'),
        strength: Math.sqrt(Math.abs(after - before) / most),
      })),
    ),
  };
}
