import type { Suspect } from '@shared/neighbours';
import type { ChartTable } from '../charts/chart';

/** Suspected mislabels for a spreadsheet: row, label, suggested class, shares of the votes, rows of the evidence. */
export function suspectsCsv(items: readonly Suspect[]): ChartTable {
  return {
    columns: ['row', 'label', 'suggested', 'share', 'share_of_label', 'evidence_rows'],
    rows: items.map(({ index, class: label, suggested, share, ownShare, evidence }) => [
      index,
      label,
      suggested,
      share,
      ownShare,
      evidence.map((one) => one.index).join(' '),
    ]),
  };
}
