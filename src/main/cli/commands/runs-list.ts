import type { RunSummary } from '@shared/run';
import { printable } from '../output';
import { textTable, type Column } from '../terminal/table';
import { percentText, timeText } from '../terminal/words';
import { defineCommand } from './command';

const columns: readonly Column<RunSummary>[] = [
  { title: 'Id', whole: true, cell: (run) => run.id },
  { title: 'Name', cell: (run) => printable(run.name) },
  { title: 'Status', cell: (run) => run.status },
  { title: 'Dataset', cell: (run) => printable(run.config.dataset) },
  { title: 'Distance', cell: (run) => run.config.distance },
  { title: 'k', right: true, cell: (run) => String(run.config.k) },
  { title: 'Train', right: true, cell: (run) => percentText(run.scores?.trainLeaveOneOut.error) },
  { title: 'Validation', right: true, cell: (run) => percentText(run.scores?.validation?.error) },
  { title: 'Made', right: true, cell: (run) => timeText(run.createdAt) },
];

/** Lists the runs, newest first. */
export const runsList = defineCommand({
  configure: (command) =>
    void command.addHelpText(
      'after',
      '\nErrors are those at the run\'s k; "Train" leaves the example itself out.',
    ),
  run: (context) =>
    context.withWorkbench('read', async ({ client }) => {
      const answer = await client.runs.list();
      context.output.result(answer, () =>
        answer.runs.length === 0
          ? 'There are no runs yet. Start one: metric-workbench train --dataset NAME --distance triplet'
          : textTable(columns, answer.runs, context.output.width),
      );
    }),
});
