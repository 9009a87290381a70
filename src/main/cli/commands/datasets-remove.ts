import { defineCommand } from './command';

/** Removes a dataset until it is restored. */
export const datasetsRemove = defineCommand({
  configure: () => undefined,
  run: (context, [name = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      await client.datasets.remove({ name });
      const undo = `metric-workbench datasets restore ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}`;
      context.output.result({ name, removed: true }, () => `Removed ${name}. Undo: ${undo}`);
    }),
});
