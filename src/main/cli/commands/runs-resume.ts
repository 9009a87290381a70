import { defineCommand } from './command';

/** Goes on with a run from its last checkpoint and follows it to its end. */
export const runsResume = defineCommand({
  configure: () => undefined,
  run: (context, [id = '']) =>
    context.withWorkbench('write', async ({ client }) => {
      const { finishRun } = await import('../finish-run');
      return finishRun(context, client, await client.runs.resume({ id }));
    }),
});
