import { resolve } from 'node:path';
import { Option } from 'commander';
import { exportFormats } from '../exports/index';
import { createExportSource } from '../export-source';
import { bytesText } from '../terminal/words';
import { writeWholeFile } from '../write-whole-file';
import { defineCommand } from './command';

type Options = {
  format: (typeof exportFormats)[number]['id'];
  output: string;
  table: 'epochs' | 'error-by-k';
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
        new Option('--table <table>', 'table that csv writes')
          .choices(['epochs', 'error-by-k'])
          .default('epochs'),
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
      const run = await door.client.runs.get({ id });
      const format = exportFormats.find((candidate) => candidate.id === options.format) ?? exportFormats[0];
      const bytes = await format.write(createExportSource(door, run, options.table));
      const path = resolve(io.cwd, options.output);
      await writeWholeFile(path, bytes, options.force === true);
      const answer = { id: run.id, format: format.id, path, bytes: bytes.byteLength };
      output.result(answer, () => `Wrote ${path} (${bytesText(bytes.byteLength)}).`);
    });
  },
});
