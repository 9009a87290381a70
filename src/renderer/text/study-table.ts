import type { StudyRow } from '@shared/study';
import type { ChartTable } from '../charts/chart';

/** The comparison of a study for a spreadsheet: errors as shares, training time in ms. */
export function studyTable(rows: readonly StudyRow[]): ChartTable {
  const scores = ['train_error', 'leave_one_out_error', 'validation_error'];
  return {
    columns: [
      'distance',
      'run',
      'status',
      ...scores,
      'best_k',
      'validation_error_at_best_k',
      'train_ms',
      'margin',
    ],
    rows: rows.map((row) => [
      row.label,
      row.runId,
      row.status,
      row.trainError,
      row.trainLeaveOneOutError,
      row.validationError,
      row.bestK,
      row.bestKValidationError,
      row.trainMs,
      row.margin,
    ]),
  };
}
