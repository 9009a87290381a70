import { datasetText } from '../dataset-text';
import { defineCommand } from './command';

/** Brings back a removed dataset. */
export const datasetsRestore = defineCommand({
  configure: () => undefined,
  run: (context, [name = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      const dataset = await client.datasets.restore({ name });
      context.output.result(dataset, () => datasetText(dataset, context.output.style));
    }),
});
