import { datasetText } from '../dataset-text';
import { defineCommand } from './command';

/** Shows one dataset. */
export const datasetsShow = defineCommand({
  configure: () => undefined,
  run: (context, [name = '']) =>
    context.withWorkbench('read', async ({ client }) => {
      const dataset = await client.datasets.get({ name });
      context.output.result(dataset, () => datasetText(dataset, context.output.style));
    }),
});
