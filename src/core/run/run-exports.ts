import { WorkbenchError } from '@shared/errors';
import type { RunDetail } from '@shared/run';
import { createExportSource, type ExportParts } from './export-source';
import { exportTables } from '../exports/export-format';
import { exportFormats } from '../exports/index';

/** A file for a person to keep: what it is called, what it is, and its bytes, piece by piece. */
export type ExportFile = { name: string; mediaType: string; pieces: AsyncIterable<Uint8Array> };

/** Writes a run in one of the export formats; throws `usage` for a format or table that there is not, and `not-found`. */
export type ExportRun = (id: string, format: string, table?: string) => Promise<ExportFile>;

/** Makes the exporter of runs. */
export function runExporter(parts: ExportParts, detail: (id: string) => Promise<RunDetail>): ExportRun {
  return async (id, formatId, table = 'epochs') => {
    const format = exportFormats.find((candidate) => candidate.id === formatId);
    const rows = exportTables.find((candidate) => candidate === table);
    if (!format || !rows) throw noSuchFormat(format ? table : formatId);
    const source = createExportSource(parts, await detail(id), rows);
    const suffix = format.id === 'csv' ? `-${rows}` : '';
    return {
      name: `${id}${suffix}.${format.extension}`,
      mediaType: format.mediaType,
      pieces: format.write(source),
    };
  };
}

function noSuchFormat(asked: string): WorkbenchError {
  return new WorkbenchError(
    'usage',
    `A run cannot be exported as ${JSON.stringify(asked.slice(0, 40))}.`,
    `Formats: ${exportFormats.map(({ id }) => id).join(', ')}; tables of csv: ${exportTables.join(', ')}.`,
  );
}
