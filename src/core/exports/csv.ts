import type { RunDetail } from '@shared/run';
import type { ExportFormat } from './export-format';

type Cell = string | number | null;

/** A table for spreadsheets: one row an epoch, or one row for every k. */
export const csv = {
  id: 'csv',
  help: 'a table: one row an epoch, or with --table error-by-k one row for every k',
  extension: 'csv',
  mediaType: 'text/csv',
  async *write({ run, table }) {
    yield new TextEncoder().encode(csvText(table === 'epochs' ? epochRows(run) : errorRows(run)));
  },
} as const satisfies ExportFormat;

/**
 * Lines end in CRLF (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers
 * are left alone.
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const guarded = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function epochRows(run: RunDetail): Cell[][] {
  const { loss, trainError, trainLeaveOneOutError, validationError, activeShare } = run.curves;
  const head = [
    'run',
    'name',
    'epoch',
    'loss',
    'train_error',
    'train_leave_one_out_error',
    'validation_error',
    'active_share',
  ];
  const at = (curve: readonly (number | null)[], epoch: number) => curve[epoch] ?? null;
  const rows = loss.map((value, epoch) => [
    run.id,
    run.name,
    epoch + 1,
    value,
    at(trainError, epoch),
    at(trainLeaveOneOutError, epoch),
    at(validationError, epoch),
    at(activeShare, epoch),
  ]);
  return [head, ...rows];
}

function errorRows({ id, name, scores }: RunDetail): Cell[][] {
  const head = [
    'run',
    'name',
    'k',
    'train_error',
    'train_leave_one_out_error',
    'validation_error',
    'test_error',
  ];
  if (!scores) return [head];
  const rows = Object.keys(scores.train.errorByK).map((k) => [
    id,
    name,
    Number(k),
    scores.train.errorByK[k] ?? null,
    scores.trainLeaveOneOut.errorByK[k] ?? null,
    scores.validation?.errorByK[k] ?? null,
    scores.test?.errorByK[k] ?? null,
  ]);
  return [head, ...rows.sort((a, b) => Number(a[2]) - Number(b[2]))];
}
