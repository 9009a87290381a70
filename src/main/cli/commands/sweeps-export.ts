import { resolve } from 'node:path';
import { Option } from 'commander';
import { sweepCsv, sweepJson, sweepTables, type SweepTable } from '../sweep-export';
import { bytesText } from '../terminal/words';
import { writeWholeFile } from '../write-whole-file';
import { defineCommand } from './command';

type Options = { format: 'json' | 'csv'; output: string; table: SweepTable; force?: boolean };

/** Writes a sweep to a file for other programs. */
export const sweepsExport = defineCommand({
  configure: (command) =>
    void command
      .addOption(
        new Option('--format <format>', 'format of the file').choices(['json', 'csv']).makeOptionMandatory(),
      )
      .requiredOption('--output <path>', 'file to write')
      .addOption(
        new Option('--table <table>', 'table that csv writes').choices(sweepTables).default(sweepTables[0]),
      )
      .option('--force', 'overwrite a file that is there'),
  run: (context, [id = ''], { format, table, force, ...to }: Options) =>
    context.withWorkbench('read', async ({ client }) => {
      const { io, output } = context;
      const sweep = await client.sweeps.get({ id });
      const text = format === 'json' ? sweepJson(sweep) : sweepCsv(sweep, table);
      const bytes = new TextEncoder().encode(text);
      const path = resolve(io.cwd, to.output);
      await writeWholeFile(path, bytes, force === true);
      const answer = { id: sweep.id, format, path, bytes: bytes.byteLength };
      output.result(answer, () => `Wrote ${path} (${bytesText(bytes.byteLength)}).`);
    }),
});
