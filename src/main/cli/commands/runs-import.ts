import { resolve } from 'node:path';
import type { ImportedRun } from '@shared/run';
import { defineCommand } from './command';

/** Makes a run of a bundle that another workbench wrote. */
export const runsImport = defineCommand({
  configure(command) {
    command
      .option('--again', 'import the run even if it is already here')
      .addHelpText(
        'after',
        '\nThe run gets an id of its own and the tag "imported". Its images are shown when its dataset is here, too.\n' +
          'A run that is already here, also in the trash, is told of and not imported: it would count twice.',
      );
  },
  run(context, [file = ''], { again = false }: { again?: boolean }) {
    const { io, output } = context;
    return context.withWorkbench('write', async ({ client }) => {
      const run = await client.runs.import({ source: { path: resolve(io.cwd, file) }, again });
      output.result(run, () => wordsOf(run));
    });
  },
});

function wordsOf({ id, name, status, removedAt, alreadyHere = false }: ImportedRun): string {
  if (!alreadyHere) return `Imported ${name} as ${id} (${status}).`;
  if (removedAt === null) return `This run is already here as ${id}. Nothing was imported.`;
  return (
    `This run is already here as ${id}, in the trash. Nothing was imported.\n` +
    `Take it out: metric-workbench runs restore ${id}`
  );
}
