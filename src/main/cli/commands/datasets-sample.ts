import { finishImport } from '../finish-import';
import { defineCommand } from './command';

/** Makes the built-in sample. */
export const datasetsSample = defineCommand({
  configure: (command) => void command.option('--name <name>', 'name of the new dataset', 'sample'),
  run: (context, _, { name }: { name: string }) =>
    context.withWorkbench('write', ({ client }) =>
      finishImport(context, client, () => client.datasets.sample({ name })),
    ),
});
