import { defineCommand } from './command';

/** Goes on with the fits of a sweep that have no result, and follows it to its end. */
export const sweepsResume = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      const { finishSweep } = await import('../finish-sweep');
      return finishSweep(context, client, await client.sweeps.resume({ id }));
    }),
});
