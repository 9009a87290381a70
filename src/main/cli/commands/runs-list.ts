import type { RunSummary } from '@shared/run';
import { hasWords, searchTextOf, wordsOf } from '@shared/run-search';
import { printable } from '../output';
import { textTable, type Column } from '../terminal/table';
import { percentText, timeText } from '../terminal/words';
import { defineCommand } from './command';

type Options = { search?: string; tag?: string; starred?: boolean; removed?: boolean };

const columns: readonly Column<RunSummary>[] = [
  { title: 'Id', whole: true, cell: (run) => run.id },
  { title: 'Name', cell: (run) => `${run.starred ? '* ' : ''}${printable(run.name)}` },
  { title: 'Status', cell: (run) => run.status },
  { title: 'Dataset', cell: (run) => printable(run.config.dataset) },
  { title: 'Distance', cell: (run) => run.config.distance },
  { title: 'k', right: true, cell: (run) => String(run.config.k) },
  { title: 'Train', right: true, cell: (run) => percentText(run.scores?.trainLeaveOneOut.error) },
  { title: 'Validation', right: true, cell: (run) => percentText(run.scores?.validation?.error) },
  { title: 'Made', right: true, cell: (run) => timeText(run.createdAt) },
];

/** Lists the runs, newest first; options leave some out. */
export const runsList = defineCommand<Options>({
  configure: (command) =>
    void command
      .option('--search <words>', 'only runs with every word in id, name, distance, dataset, tags or notes')
      .option('--tag <tag>', 'only runs with this tag')
      .option('--starred', 'only runs with a star')
      .option('--removed', 'the runs in the trash instead')
      .addHelpText(
        'after',
        '\nErrors are those at the run\'s k; "Train" leaves the example itself out. A star before a name: starred.',
      ),
  run: (context, _, options) =>
    context.withWorkbench('read', async ({ client }) => {
      const all = await (options.removed ? client.runs.trash() : client.runs.list());
      const answer = { runs: all.runs.filter((run) => isWanted(run, options)) };
      context.output.result(answer, () =>
        answer.runs.length === 0
          ? emptyText(all.runs.length, options)
          : textTable(columns, answer.runs, context.output.width),
      );
    }),
});

function isWanted(run: RunSummary, { search = '', tag, starred }: Options): boolean {
  if (starred && !run.starred) return false;
  if (tag !== undefined && !run.tags.includes(tag)) return false;
  return hasWords(searchTextOf(run), wordsOf(search));
}

function emptyText(all: number, { removed }: Options): string {
  if (all > 0) return `None of the ${all} runs fits.`;
  if (removed) return 'The trash is empty.';
  return 'There are no runs yet. Start one: metric-workbench train --dataset NAME --distance triplet';
}
