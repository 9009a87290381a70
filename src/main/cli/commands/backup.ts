import { resolve } from 'node:path';
import { bytesText } from '../terminal/words';
import { defineCommand } from './command';

/** Writes a backup, beside a running workbench or alone. */
export const backup = defineCommand({
  configure: (command) =>
    void command.addHelpText(
      'after',
      '\nThe file holds the store (checked), datasets, checkpoints and results. "restore FILE" puts it back.\n' +
        'Exit codes: 0 written, 3 the file is there already, 6 the store is damaged or the disk full.',
    ),
  run: (context, [file = '']) =>
    context.withWorkbench('read', async ({ client }) => {
      const made = await client.system.backUp({ path: resolve(context.io.cwd, file) });
      context.output.result(
        made,
        () =>
          `Backed up ${made.runs} runs, ${made.sweeps} sweeps and ${made.datasets} datasets to ${made.path} ` +
          `(${made.files} files, ${bytesText(made.bytes)}).`,
      );
    }),
});
