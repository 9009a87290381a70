import { splitNames, type SplitName } from '@shared/split';
import { mostCompared } from '@shared/most-compared';
import { WorkbenchError } from '@shared/errors';
import { Option } from 'commander';
import { compareText } from '../compare-text';
import { checkedK, given, numberValue } from '../values';
import { defineCommand } from './command';

type Options = { k?: number; split?: SplitName; baseline?: string; all?: boolean };

/** Lays runs side by side: the settings that differ, their scores, and whether the differences mean something. */
export const runsCompare = defineCommand({
  configure(command) {
    command
      .option('-k <number>', "neighbours that vote, in every run (default: each run's own)", numberValue)
      .addOption(
        new Option(
          '--split <split>',
          'images on which they are tested; train: leave-one-out (default: validation)',
        ).choices(splitNames),
      )
      .option('--baseline <id>', 'run that the others are tested against (default: the first)')
      .option('--all', 'every setting, not only those that differ')
      .addHelpText(
        'after',
        "\nThe test is McNemar's, on images where only one of two runs is right: exact below 25 of them, else chi-squared\n" +
          'with continuity correction; several tests are adjusted after Holm.',
      );
  },
  run(context, ids, options: Options) {
    if (ids.length < 2 || ids.length > mostCompared) {
      throw new WorkbenchError(
        'usage',
        `runs compare takes 2 to ${mostCompared} runs, got ${ids.length}.`,
        'For example: runs compare r1 r2.',
      );
    }
    const k = options.k === undefined ? undefined : checkedK(options.k);
    return context.withWorkbench('read', async ({ client }) => {
      const { split, baseline } = options;
      const comparison = await client.runs.compare({ ids: [...ids], ...given({ k, split, baseline }) });
      const missing = comparison.runs.find(({ status }) => status === null);
      if (missing)
        throw new WorkbenchError(
          'not-found',
          missing.problem ?? `There is no run ${missing.id}.`,
          '`runs list` shows the runs there are.',
        );
      context.output.result(comparison, () =>
        compareText(comparison, context.output.style, context.output.width, options.all ?? false),
      );
    });
  },
});
