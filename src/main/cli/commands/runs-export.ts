import { resolve } from 'node:path';
import { Option } from 'commander';
import { exportTables, type ExportTable } from '@core/exports/export-format';
import { exportFormats } from '@core/exports/index';
import { bytesText } from '../terminal/words';
import { writeWholeFile } from '../write-whole-file';
import { defineCommand } from './command';

type Options = {
  format: (typeof exportFormats)[number]['id'];
  output: string;
  table: ExportTable;
  force?: boolean;
};

/** Writes a run to a file in one of the export formats. */
export const runsExport = defineCommand({
  configure(command) {
    const ids = exportFormats.map(({ id }) => id);
    command
      .addOption(new Option('--format <format>', 'format of the file').choices(ids).makeOptionMandatory())
      .requiredOption('--output <path>', 'file to write')
      .addOption(
        new Option('--table <table>', 'table that csv writes').choices(exportTables).default('epochs'),
      )
      .option('--force', 'overwrite a file that is there')
      .addHelpText(
        'after',
        `\nFormats:\n${exportFormats.map(({ id, help }) => `  ${id.padEnd(13)}${help}`).join('\n')}`,
      );
  },
  run(context, [id = ''], options: Options) {
    const { output, io } = context;
    return context.withWorkbench('read', async (door) => {
      const { pieces } = await door.exportRun(id, options.format, options.table);
      const path = resolve(io.cwd, options.output);
      const bytes = await writeWholeFile(path, pieces, options.force === true);
      const answer = { id, format: options.format, path, bytes };
      output.result(answer, () => `Wrote ${path} (${bytesText(bytes)}).`);
    });
  },
});
