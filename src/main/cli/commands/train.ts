import { addTrainOptions, requestOf } from '../train-options';
import { defineCommand } from './command';

/** Starts a run, follows it to its end, and prints its scores. */
export const train = defineCommand({
  configure(command) {
    addTrainOptions(command);
    command.addHelpText(
      'after',
      '\nCtrl+C cancels the run and keeps its last checkpoint; "runs resume" goes on from there.\n' +
        'Exit codes: 0 finished, 2 wrong usage, 3 bad input, 4 diverged, 6 storage, 130 cancelled.',
    );
  },
  run: (context, _, options) =>
    context.withWorkbench('write', async ({ client }) => {
      const { finishRun } = await import('../finish-run');
      return finishRun(context, client, await client.runs.start(requestOf(options)));
    }),
});
