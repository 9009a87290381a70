import { printable } from '../output';
import { defineCommand } from './command';

/** Brings back a removed sweep. */
export const sweepsRestore = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      const sweep = await client.sweeps.restore({ id });
      context.output.result(sweep, () => `Restored ${sweep.id} (${printable(sweep.name)}).`);
    }),
});
