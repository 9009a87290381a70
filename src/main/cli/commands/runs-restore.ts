import { printable } from '../output';
import { defineCommand } from './command';

/** Brings back a removed run. */
export const runsRestore = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      const run = await client.runs.restore({ id });
      context.output.result(run, () => `Restored ${run.id} (${printable(run.name)}).`);
    }),
});
