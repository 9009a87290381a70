import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type { DatasetsTable } from '../store/datasets-table';

/** Finds datasets by name; throws `not-found` naming those there are. */
export function findDataset(table: DatasetsTable): (name: string) => DatasetSummary {
  return (name) => {
    const found = table.find(name);
    if (found) return found;
    const known = table.list().map((dataset) => dataset.name);
    throw new WorkbenchError(
      'not-found',
      `There is no dataset "${name}".`,
      known.length > 0
        ? `Datasets: ${known.slice(0, 20).join(', ')}.`
        : 'Import one first: `datasets import PATH --name NAME`, or `datasets sample`.',
    );
  };
}
