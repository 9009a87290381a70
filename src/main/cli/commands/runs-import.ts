import { resolve } from 'node:path';
import { defineCommand } from './command';

/** Makes a run of a bundle that another workbench wrote. */
export const runsImport = defineCommand({
  configure(command) {
    command.addHelpText(
      'after',
      '\nThe run gets an id of its own and the tag "imported". Its images are shown when its dataset is here, too.',
    );
  },
  run(context, [file = '']) {
    const { io, output } = context;
    return context.withWorkbench('write', async ({ client }) => {
      const run = await client.runs.import({ source: { path: resolve(io.cwd, file) } });
      output.result(run, () => `Imported ${run.name} as ${run.id} (${run.status}).`);
    });
  },
});
