import { defineCommand } from './command';

/** Removes a run until it is restored. */
export const runsRemove = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      await client.runs.remove({ id });
      context.output.result(
        { id, removed: true },
        () => `Removed ${id}. Undo: metric-workbench runs restore ${id}`,
      );
    }),
});
