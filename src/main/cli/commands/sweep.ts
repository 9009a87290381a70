import { addSweepOptions, sweepRequestOf } from '../sweep-options';
import { warnOfMemory } from '../warn-of-memory';
import { warnOfSettings } from '../warn-of-settings';
import { defineCommand } from './command';

/** Starts a sweep, follows it to its end, and prints what each configuration came to. */
export const sweep = defineCommand({
  configure(command) {
    addSweepOptions(command);
    command.addHelpText(
      'after',
      '\nExample: sweep --dataset sample --distance triplet --vary margin=0.1:2:15 --folds 5\n' +
        'Ctrl+C cancels the sweep and keeps every fit that has ended; "sweeps resume" goes on with the others.\n' +
        'Exit codes: 0 finished, 2 wrong usage, 3 bad input, 4 every fit diverged, 6 storage, 130 cancelled.',
    );
  },
  run: (context, _, options) => {
    const request = sweepRequestOf(options);
    return context.withWorkbench('write', async ({ client }) => {
      const { finishSweep } = await import('../finish-sweep');
      const { sweepLossWarnings } = await import('@ml/loss-warnings');
      const memory = warnOfMemory(context.output, await client.sweeps.forecast(request));
      const started = await client.sweeps.start(request);
      const { base, axes } = started.config;
      warnOfSettings(context.output, sweepLossWarnings(base, axes));
      return finishSweep(context, client, started, memory);
    });
  },
});
