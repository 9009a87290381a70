import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type { WorkbenchEvent } from '@shared/events';
import { plural } from '@shared/plural';
import { datasetFolder } from '../import/dataset-folder';
import type { DatasetsTable } from '../store/datasets-table';

/** How many runs and sweeps were made on some data, those in the trash among them. */
export type DatasetUse = { runs: number; sweeps: number };

/** What {@link deleteDataset} works with; `home` is the workspace folder. */
export type DatasetTrashParts = {
  home: string;
  table: DatasetsTable;
  /** Runs and sweeps on the data with this hash. */
  usesOf(hash: string): DatasetUse;
  /** Is anything being imported? It may be about to take up the very files. */
  isImporting(): boolean;
  emit(event: WorkbenchEvent): void;
};

/**
 * Deletes a dataset in the trash: its row, then its files, unless another dataset has the same data. They leave their place at
 * once and as a whole; a cut in between leaves files that belong to nothing, which the next import of the same data takes up.
 * Throws `conflict` while something needs them.
 */
export async function deleteDataset(
  { home, table, usesOf, isImporting, emit }: DatasetTrashParts,
  { name, hash }: Pick<DatasetSummary, 'name' | 'hash'>,
): Promise<void> {
  const isLast = table.countOf(hash) === 1;
  if (isLast) refuseUsed(name, usesOf(hash));
  if (isLast && isImporting()) throw importing(name);
  table.drop(name);
  emit({ type: 'datasetRemoved', name });
  if (!isLast) return;
  const leaving = join(home, 'staging', randomUUID());
  try {
    renameSync(datasetFolder(home, hash), leaving);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  await rm(leaving, { recursive: true, force: true });
}

function refuseUsed(name: string, { runs, sweeps }: DatasetUse): void {
  const users = [
    ...(runs > 0 ? [plural(runs, 'run')] : []),
    ...(sweeps > 0 ? [plural(sweeps, 'sweep')] : []),
  ];
  if (users.length === 0) return;
  throw new WorkbenchError(
    'conflict',
    `"${name}" cannot be deleted for good: ${users.join(' and ')} ${runs + sweeps === 1 ? 'needs' : 'need'} its images.`,
    'Delete those for good first; what is in the trash counts, too.',
  );
}

const importing = (name: string): WorkbenchError =>
  new WorkbenchError(
    'conflict',
    `"${name}" cannot be deleted for good while something is imported.`,
    'Try again when the import has ended.',
  );
