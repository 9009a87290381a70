import { Option, type Command, type OptionValues } from 'commander';
import type { RunRequest } from '@shared/run';
import type { SweepRequest } from '@shared/sweep';
import { parseAxis } from '@ml/sweep/axes';
import { addTrainOptions, requestOf } from './train-options';
import { countValue, given, listValue } from './values';

/** Adds the flags of `sweep`: its own, and all of `train` for what is not varied. */
export function addSweepOptions(command: Command): void {
  command
    .addOption(
      new Option(
        '--vary <axis>',
        'setting and its values: margin=0.1:2:15 (15 values from 0.1 to 2), margin=0.1,0.5,1, ' +
          'learning-rate=log:0.001:0.1:5, k=1,5,36; may be given several times',
      ).argParser(listValue),
    )
    .option(
      '--folds <number>',
      'folds of the cross-validation; 0 chooses on the validation split',
      countValue,
      5,
    )
    .option(
      '--outer-folds <number>',
      'folds around them, for an honest estimate of the choice; 0 for none',
      countValue,
      0,
    )
    .option('--workers <number>', 'processes that train side by side (default: one a core)', countValue);
  addTrainOptions(command);
}

/** What the flags ask for; throws `bad-input` for a `--vary` that cannot be read. */
export function sweepRequestOf(options: OptionValues): SweepRequest {
  const {
    vary = [],
    folds,
    outerFolds,
    workers,
  } = options as {
    vary?: readonly string[];
    folds: number;
    outerFolds: number;
    workers?: number;
  };
  const base: RunRequest = requestOf(options);
  return { ...base, axes: vary.map((text) => parseAxis(text)), folds, outerFolds, ...given({ workers }) };
}
