import type { ChartTable } from '../charts/chart';

/** A table → CSV with a header; cells that a spreadsheet would take for a formula are quoted away. */
export function csvOf(table: ChartTable): string {
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** A table → JSON: a list with an object for each row, keyed by its columns. */
export function jsonOf({ columns, rows }: ChartTable): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** Hands a table to the person as `<name>.csv` or `<name>.json`. */
export function saveTable(name: string, kind: 'csv' | 'json', table: ChartTable): void {
  const [text, type] = kind === 'csv' ? [csvOf(table), 'text/csv'] : [jsonOf(table), 'application/json'];
  saveAs(`${name}.${kind}`, new Blob([text], { type }));
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a blob to the person as a file. */
export function saveAs(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
