import type { RunSummary } from '@shared/run';
import type { ChartTable } from '../charts/chart';
import type { RunColumn } from '../state/run-table/run-columns';
import { estimateOf, seedsOf, type TableRow } from '../state/run-table/run-groups';

type Cell = string | number | null;

/**
 * The runs table as it stands, for a spreadsheet: its rows in their order, its columns with values as they are (errors as
 * shares, times in ms). With groups every number has a standard error over seeds beside it, and `runs` and `seeds` say how
 * many there are.
 */
export function runsTable(rows: readonly TableRow[], columns: readonly RunColumn[]): ChartTable {
  const isGrouped = rows.some(({ kind }) => kind === 'group');
  const wide = (column: RunColumn) =>
    isGrouped && column.number ? [column.key, `${column.key}_standard_error`] : [column.key];
  return {
    columns: ['id', 'name', ...(isGrouped ? ['runs', 'seeds'] : []), ...columns.flatMap(wide)],
    rows: rows.map((row): Cell[] => {
      const [first] = row.kind === 'run' ? [row.run] : row.group.runs;
      if (!first) return [];
      const size = row.kind === 'run' ? [1, 1] : [row.group.runs.length, seedsOf(row.group).length];
      const id = row.kind === 'run' ? row.run.id : row.group.runs.map((run) => run.id).join(' ');
      const cells = columns.flatMap((column): Cell[] => {
        if (row.kind === 'group' && column.number) {
          const estimate = estimateOf(column, row.group);
          return [estimate?.mean ?? null, estimate?.standardError ?? null];
        }
        const value = row.kind === 'run' || isShared(column, row.group.runs) ? valueOf(column, first) : null;
        return isGrouped && column.number ? [value, null] : [value];
      });
      return [id, first.name, ...(isGrouped ? size : []), ...cells];
    }),
  };
}

const isShared = (column: RunColumn, runs: readonly RunSummary[]): boolean =>
  new Set(runs.map((run) => valueOf(column, run))).size === 1;

/** A value as it was written; the column itself sorts by small letters. */
function valueOf(column: RunColumn, run: RunSummary): Cell {
  if (column.key === 'dataset') return run.config.dataset;
  if (column.key === 'distance') return run.config.distance;
  if (column.key === 'tags') return run.tags.join(', ');
  if (column.key === 'notes') return run.notes;
  return column.value(run) ?? null;
}
