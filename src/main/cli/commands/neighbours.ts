import { resolve } from 'node:path';
import { splitNames, type SplitName } from '@shared/split';
import { WorkbenchError } from '@shared/errors';
import { Option } from 'commander';
import { checkedK, countValue, given, numberValue } from '../values';
import type { Client } from '../door';
import { neighboursText, queriesText } from '../neighbours-text';
import { defineCommand, type CommandContext } from './command';

type Options = {
  query?: number;
  image?: string;
  k?: number;
  split?: SplitName;
  wrongOnly?: boolean;
  class?: string;
  predicted?: string;
  epoch?: number;
  pixels?: boolean;
  order?: 'dataset' | 'least-certain';
  offset?: number;
  limit?: number;
};

/** Shows the neighbours of one image, or lists a page of queries with their votes. */
export const neighbours = defineCommand({
  configure(command) {
    command
      .option(
        '--query <index>',
        'row of the image in the dataset; with --split, its row in that split',
        countValue,
      )
      .option('--image <file>', 'an image file of your own')
      .option(
        '-k <number>',
        "neighbours that vote and are shown (default: 5; without a query, the run's own)",
        numberValue,
      )
      .addOption(
        new Option('--split <split>', 'split that is meant (default: validation)').choices(splitNames),
      )
      .option('--epoch <number>', 'the embedding as it was after this epoch', countValue)
      .option('--pixels', 'plain distances of the pixels, to compare')
      .optionsGroup('Without --query and --image, a list of queries:')
      .option('--wrong-only', 'only those whose vote is wrong')
      .option('--class <name>', 'only those of this class')
      .option('--predicted <name>', 'only those whose vote is for this class')
      .addOption(new Option('--order <order>', 'what comes first').choices(['dataset', 'least-certain']))
      .option('--offset <number>', 'how many to skip', countValue)
      .option('--limit <number>', 'how many to list, at most 200', countValue)
      .addHelpText(
        'after',
        '\nRows count from 0: training images first, then validation, then test. Without --split, --query 0 is the first\n' +
          'training image; with --split validation, --query 0 is the first validation image.\n' +
          'A training image is not among its own neighbours, as on the page.',
      );
  },
  run(context, [runId = ''], options: Options) {
    if (options.query !== undefined && options.image !== undefined) {
      throw new WorkbenchError(
        'usage',
        '--query and --image cannot be given together.',
        'Leave one of them out.',
      );
    }
    if (options.image !== undefined && options.epoch !== undefined) {
      throw new WorkbenchError(
        'usage',
        '--image and --epoch cannot be given together: the weights of an epoch on the way are not kept.',
        'Leave one of them out.',
      );
    }
    return context.withWorkbench('read', ({ client }) =>
      options.query === undefined && options.image === undefined
        ? listQueries(context, client, runId, options)
        : showOne(context, client, runId, options),
    );
  },
});

async function showOne({ io, output }: CommandContext, client: Client, runId: string, options: Options) {
  const k = checkedK(options.k ?? 5);
  const found =
    options.image === undefined
      ? await client.neighbours.ofExample({
          runId,
          index: await rowOf(client, runId, options),
          k,
          leaveOneOut: true,
          ...given({ epoch: options.epoch, pixels: options.pixels }),
        })
      : await client.neighbours.ofImage({
          runId,
          source: { path: resolve(io.cwd, options.image) },
          k,
          ...given({ pixels: options.pixels }),
        });
  output.result(found, () => neighboursText(found, output.style, output.width));
}

async function rowOf(client: Client, runId: string, { query = 0, split }: Options): Promise<number> {
  if (split === undefined) return query;
  const run = await client.runs.get({ id: runId });
  const { splits } = await client.datasets.get({ name: run.config.dataset });
  if (query >= splits[split]) {
    throw new WorkbenchError(
      'bad-input',
      `--query is ${query}, but the ${split} split of ${run.config.dataset} has ${splits[split]} images.`,
      splits[split] > 0 ? `Choose 0 to ${splits[split] - 1}.` : 'Choose another split.',
    );
  }
  return query + splitNames.slice(0, splitNames.indexOf(split)).reduce((sum, name) => sum + splits[name], 0);
}

async function listQueries({ output }: CommandContext, client: Client, runId: string, options: Options) {
  const { split, wrongOnly, predicted, order, offset, limit, epoch, pixels } = options;
  const k = options.k === undefined ? undefined : checkedK(options.k);
  const page = await client.neighbours.list({
    runId,
    leaveOneOut: true,
    ...given({ split, k, wrongOnly, class: options.class, predicted, order, offset, limit, epoch, pixels }),
  });
  output.result(page, () => queriesText(page, output.style, output.width));
}
