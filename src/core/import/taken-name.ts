import { WorkbenchError } from '@shared/errors';
import type { DatasetsTable } from '../store/datasets-table';

/** Throws `conflict` when a dataset of this name is there. */
export function refuseTakenName(table: DatasetsTable, name: string): void {
  if (table.find(name) === null) return;
  throw new WorkbenchError(
    'conflict',
    `There is a dataset called ${name} already.`,
    'Choose another name, or remove that one first.',
  );
}
