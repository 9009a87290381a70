import { median } from './median';
import { ratioOf } from './rows/fit-row';
import type { Row, RowResult, Side } from './rows/row';

/** A row with what came of it, and how busy others kept the machine (0 to 1); `skipped` says why there is no result. */
export type Line = { row: Row; result: RowResult; othersShare: number } | { row: Row; skipped: string };

const heads = ['row', 'ours', 'peer', 'ratio', 'to reach', 'first run adds', 'peak memory', 'what exactly'];

/** Columns of equal width, for a terminal; what was compared stands under each row. */
export function textTable(lines: readonly Line[]): string {
  const cells = lines.map(cellsOf);
  const narrow = heads.length - 1;
  const widths = heads
    .slice(0, narrow)
    .map((head, column) => Math.max(head.length, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => row[column]!.padEnd(width))
      .join('  ')
      .trimEnd();
  return [line(heads), ...cells.flatMap((row) => [line(row), `    ${row[narrow]!}`])].join('\n');
}

/** The same as a Markdown table. */
export function markdownTable(lines: readonly Line[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...lines.map((line) => row(cellsOf(line)))].join('\n');
}

function cellsOf(line: Line): string[] {
  const { row } = line;
  if ('skipped' in line) return [row.name, '–', '–', '–', goal(row), '–', '–', `skipped: ${line.skipped}`];
  const { ours, peer, what, notes } = line.result;
  const ratio = ratioOf(line.result);
  return [
    row.name,
    timeOf(ours),
    peer ? timeOf(peer) : '–',
    ratio === null ? '–' : `${ratio.toFixed(ratio < 10 ? 2 : 1)} ×`,
    row.toReach === null || ratio === null
      ? goal(row)
      : `${goal(row)} ${ratio >= row.toReach ? 'reached' : 'MISSED'}`,
    [ours, peer].map((side) => firstAdds(side)).join(' / '),
    [ours, peer].map((side) => (side ? `${Math.round(side.peakMb)} MB` : '–')).join(' / '),
    [what, ...notes, disturbed(line.othersShare)].join('; '),
  ];
}

function firstAdds(side: Side | null): string {
  const ms = side?.firstAddsMs ?? null;
  return ms === null ? '–' : seconds(ms);
}

function disturbed(share: number): string {
  const words = `others used ${Math.round(share * 100)} % of the machine`;
  return share > 0.1 ? `DISTURBED: ${words}` : words;
}

function goal(row: Row): string {
  return row.toReach === null ? '–' : `≥ ${row.toReach} ×`;
}

function timeOf({ ms }: Side): string {
  return seconds(median(ms));
}

function seconds(ms: number): string {
  return ms < 100 ? `${ms.toFixed(2)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
