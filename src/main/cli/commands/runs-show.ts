import { runText } from '../run-text';
import { defineCommand } from './command';

/** Shows everything known about one run. */
export const runsShow = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('read', async ({ client }) => {
      const run = await client.runs.get({ id });
      context.output.result(run, () => runText(run, context.output.style, context.output.width, true));
    }),
});
