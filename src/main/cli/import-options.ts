import { Option, type Command, type OptionValues } from 'commander';
import type { importOptionsSchema } from '@shared/dataset';
import { unreadableChoices } from '@shared/unreadable-choice';
import type { z } from 'zod';
import { countValue, given, shareOrCountValue, sizeValue } from './values';

/** Adds the flags of `datasets import`. */
export function addImportOptions(command: Command): void {
  command
    .requiredOption('--name <name>', 'name of the new dataset')
    .option('--format <id>', 'format of the source (default: found by looking at it)')
    .option('--size <size>', 'resize to HEIGHTxWIDTH pixels (default: the commonest size)', sizeValue)
    .option(
      '--validation <share>',
      'share (below 1) or number of images for validation (default: 0.2)',
      shareOrCountValue,
    )
    .option('--test <share>', 'share (below 1) or number of images for test (default: 0)', shareOrCountValue)
    .option('--take <number>', 'keep this many images, the same share of every class', countValue)
    .option(
      '--group-by <pattern>',
      'column, or pattern in file names, that keeps images together in one split',
    )
    .option('--seed <number>', 'seed of the split (default: 0)', countValue)
    .addOption(
      new Option(
        '--unreadable <what>',
        'at images that cannot be read, stop, or import as if they were not there (default: stop)',
      ).choices(unreadableChoices),
    )
    .option('--preview', 'show what would be imported, and store nothing');
}

/** What the flags ask for; everything that was not given is left to the defaults. */
export function importOptionsOf(options: OptionValues): z.input<typeof importOptionsSchema> {
  const { name, format, size, validation, test, take, groupBy, seed, unreadable } = options;
  return given({ name, format, size, validation, test, take, groupBy, seed, unreadable }) as z.input<
    typeof importOptionsSchema
  >;
}
