import { defineCommand } from './command';

/** Removes a sweep until it is restored. */
export const sweepsRemove = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      await client.sweeps.remove({ id });
      context.output.result(
        { id, removed: true },
        () => `Removed ${id}. Undo: metric-workbench sweeps restore ${id}`,
      );
    }),
});
