import { sweepText } from '../sweep-text';
import { defineCommand } from './command';

/** Shows one sweep with every configuration. */
export const sweepsShow = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('read', async ({ client }) => {
      const sweep = await client.sweeps.get({ id });
      context.output.result(sweep, () => sweepText(sweep, context.output.style, context.output.width));
    }),
});
