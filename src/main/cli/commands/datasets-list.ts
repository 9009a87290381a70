import type { DatasetSummary } from '@shared/dataset';
import { printable } from '../output';
import { textTable, type Column } from '../terminal/table';
import { bytesText, timeText } from '../terminal/words';
import { defineCommand } from './command';

const columns: readonly Column<DatasetSummary>[] = [
  { title: 'Name', cell: (dataset) => printable(dataset.name) },
  { title: 'Examples', right: true, cell: (dataset) => String(dataset.examples) },
  { title: 'Train', right: true, cell: (dataset) => String(dataset.splits.train) },
  { title: 'Validation', right: true, cell: (dataset) => String(dataset.splits.validation) },
  { title: 'Test', right: true, cell: (dataset) => String(dataset.splits.test) },
  { title: 'Classes', right: true, cell: (dataset) => String(dataset.classes.length) },
  { title: 'Images', right: true, cell: ({ shape }) => shape.join('×') },
  { title: 'Size', right: true, cell: (dataset) => bytesText(dataset.bytes) },
  { title: 'Imported', right: true, cell: (dataset) => timeText(dataset.importedAt) },
];

/** Lists the datasets. */
export const datasetsList = defineCommand({
  configure: () => undefined,
  run: (context) =>
    context.withWorkbench('read', async ({ client }) => {
      const answer = await client.datasets.list();
      context.output.result(answer, () =>
        answer.datasets.length === 0
          ? 'There are no datasets yet. Make the built-in sample: metric-workbench datasets sample'
          : textTable(columns, answer.datasets, context.output.width),
      );
    }),
});
