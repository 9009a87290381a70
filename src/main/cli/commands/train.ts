import type { OptionValues } from 'commander';
import { WorkbenchError } from '@shared/errors';
import { addTrainOptions, requestOf } from '../train-options';
import { onPreset } from '../on-preset';
import { warnOfMemory } from '../warn-of-memory';
import { warnOfSettings } from '../warn-of-settings';
import { defineCommand } from './command';

/** Starts a run, follows it to its end, and prints its scores. */
export const train = defineCommand({
  configure(command) {
    addTrainOptions(command, { distance: 'optional' });
    command.option(
      '--preset <name>',
      'settings to start from, built-in or your own; other flags change them',
    );
    command.option(
      '--every-epoch',
      'score after every epoch (else after as many as add a fifth of the time)',
    );
    command.addHelpText(
      'after',
      '\nCtrl+C cancels the run and keeps its last checkpoint; "runs resume" goes on from there.\n' +
        'Exit codes: 0 finished, 2 wrong usage, 3 bad input, 4 diverged, 6 storage, 130 cancelled.',
    );
  },
  async run(context, _, options: OptionValues) {
    const asked = requestOf(options);
    const preset = options['preset'] as string | undefined;
    if (preset === undefined && !asked.distance)
      throw new WorkbenchError('usage', 'Neither --distance nor --preset is given.', 'Add one of them.');
    return context.withWorkbench('write', async ({ client }) => {
      const request = preset === undefined ? asked : await onPreset(client, preset, asked);
      const { finishRun } = await import('../finish-run');
      const { lossWarnings } = await import('@ml/loss-warnings');
      const memory = warnOfMemory(context.output, await client.runs.forecast(request));
      const started = await client.runs.start(request);
      warnOfSettings(context.output, lossWarnings(started.config));
      return finishRun(context, client, started, memory);
    });
  },
});
