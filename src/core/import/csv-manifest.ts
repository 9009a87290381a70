import { CsvError, parse } from 'csv-parse/sync';
import { badInput, someOf } from './bad-input';

/** One row of a manifest; `line` is where it stands in the file, from 1. */
export type ManifestRow = {
  path: string;
  label: string;
  split: string | null;
  group: string | null;
  line: number;
};

const maxLineBytes = 65_536;
const maxColumns = 256;

const columnWords = {
  path: ['path', 'file', 'filename', 'file_name', 'image', 'filepath'],
  label: ['label', 'class', 'class_name', 'category'],
  split: ['split', 'set', 'subset'],
} as const;

/**
 * Parses a manifest with a header line; commas, semicolons or tabs part the columns. The group is the column called
 * `groupBy`, else one called `group`; null when there is neither. Throws `bad-input` naming file and line.
 */
export function parseManifest(bytes: Buffer, name: string, groupBy: string | undefined): ManifestRow[] {
  const [header, ...records] = readRecords(bytes, name);
  if (header === undefined)
    throw badInput(`${name} is empty.`, 'The first line names the columns: path,label');
  const columns = header.cells.map((cell) => cell.trim());
  if (columns.length > maxColumns)
    throw badInput(`${name} has ${columns.length} columns.`, `At most ${maxColumns} are read.`);
  const at = (words: readonly string[]) =>
    columns.findIndex((column) => words.includes(column.toLowerCase()));
  const [path, label, split] = [at(columnWords.path), at(columnWords.label), at(columnWords.split)];
  const missing = [...(path === -1 ? ['path'] : []), ...(label === -1 ? ['label'] : [])];
  if (missing.length > 0)
    throw badInput(
      `${name} has no ${missing.join(' and no ')} column; it has ${someOf(columns, 8)}.`,
      'Its first line names the columns: path,label and if wanted split,group. Without a list, put the images into one folder per class.',
    );
  const group = groupBy !== undefined && columns.includes(groupBy) ? columns.indexOf(groupBy) : at(['group']);
  return records.map(({ cells, line }) => {
    const cell = (index: number) => (index === -1 ? null : (cells[index] ?? '').trim());
    const row = {
      path: cell(path) ?? '',
      label: cell(label) ?? '',
      split: cell(split),
      group: cell(group),
      line,
    };
    if (row.path === '' || row.label === '' || /^nan$/i.test(row.label))
      throw badInput(
        `${name}, line ${line}: the ${row.path === '' ? 'path' : 'label'} is missing.`,
        'Fill it in, or remove the line.',
      );
    return row;
  });
}

/** Does the first line name a column of paths and one of labels? */
export function looksLikeManifest(bytes: Buffer): boolean {
  const first =
    bytes
      .subarray(0, maxLineBytes)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .split(/[\r\n]/, 1)[0] ?? '';
  const words = first
    .split(delimiterOf(bytes))
    .map((word) => word.trim().replace(/^"|"$/g, '').toLowerCase());
  const has = (wanted: readonly string[]) => words.some((word) => wanted.includes(word));
  return has(columnWords.path) && has(columnWords.label);
}

function readRecords(bytes: Buffer, name: string): { cells: string[]; line: number }[] {
  try {
    const records: unknown = parse(bytes, {
      bom: true,
      delimiter: delimiterOf(bytes),
      info: true,
      max_record_size: maxLineBytes,
      skip_empty_lines: true,
    });
    return (records as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw badInput(
      `${name} is not a proper CSV file (${error.message}).`,
      'Write it again with one header line and the same columns in every line.',
      error,
    );
  }
}

/** The one of comma, semicolon and tab that is most frequent in the first line. */
function delimiterOf(bytes: Buffer): string {
  const first =
    bytes
      .subarray(0, maxLineBytes)
      .toString('utf8')
      .split(/[\r\n]/, 1)[0] ?? '';
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
