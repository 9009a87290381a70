import type { SweepRow } from '@shared/sweep';
import { printable } from '../output';
import { estimateText } from '../sweep-text';
import { textTable, type Column } from '../terminal/table';
import { numberText, timeText } from '../terminal/words';
import { defineCommand } from './command';

const columns: readonly Column<SweepRow>[] = [
  { title: 'Id', whole: true, cell: (sweep) => sweep.id },
  { title: 'Name', cell: (sweep) => printable(sweep.name) },
  { title: 'Status', cell: (sweep) => sweep.status },
  { title: 'Dataset', cell: (sweep) => printable(sweep.dataset) },
  { title: 'Folds', right: true, cell: ({ config }) => String(config.folds) },
  { title: 'Fits', right: true, cell: ({ progress }) => `${progress.finished}/${progress.total}` },
  { title: 'Best', cell: ({ best }) => valuesText(best?.values) },
  {
    title: 'Validation',
    right: true,
    cell: ({ bestError }) => (bestError ? estimateText(bestError) : '–'),
  },
  { title: 'Made', right: true, cell: (sweep) => timeText(sweep.createdAt) },
];

/** Lists the sweeps, newest first. */
export const sweepsList = defineCommand({
  configure: () => undefined,
  run: (context) =>
    context.withWorkbench('read', async ({ client }) => {
      const answer = await client.sweeps.list();
      context.output.result(answer, () =>
        answer.sweeps.length === 0
          ? 'There are no sweeps yet. Start one: metric-workbench sweep --dataset NAME --distance triplet --vary margin=0.1:2:15'
          : textTable(columns, answer.sweeps, context.output.width),
      );
    }),
});

function valuesText(values: Readonly<Record<string, number>> = {}): string {
  const texts = Object.entries(values).map(([name, value]) => `${name} ${numberText(value)}`);
  return texts.join(', ') || '–';
}
