import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoreCheck } from '@shared/backup';
import { readManifestFile, verifyDatasetFolder } from './import/dataset-folder';
import { runIdOf } from './ids';
import { verifyArtefacts } from './run/run-files';
import { askBeside } from './store/ask-beside';
import { pageProblems } from './store/check-beside';
import type { Connection } from './store/database';
import { filesTable } from './store/files-table';
import type { Store } from './store/store';
import { attemptFolder, runFolder, type Workspace } from './workspace';

/** Reads every page of the store, every result, every checkpoint and every dataset; tells what is not as it was stored. */
export async function checkStore(
  { connection, health }: Store,
  workspace: Workspace,
  closing: AbortSignal,
): Promise<StoreCheck> {
  const problems = await pageProblems(workspace, health, 'integrity_check(20)', closing);
  // What refers to what can only be told of pages that can be read.
  if (problems.length === 0) problems.push(...(await strayRows(workspace, closing)));
  let files = 0;
  const hold = async (count: number, work: () => Promise<unknown>, name: string) => {
    files += count;
    await work().catch((error: unknown) => problems.push(`${name}: ${wordsOf(error)}`));
  };
  for (const { id, name, hash } of datasetRows(connection)) {
    await hold(3, () => verifyDataset(join(workspace.datasetsFolder, hash), hash), `dataset ${name ?? id}`);
  }
  const table = filesTable(connection);
  const runs = connection.prepare<[], number>('SELECT id FROM runs ORDER BY id').pluck().all();
  for (const row of runs) {
    // Ten thousand of them are looked up in between other calls.
    await nextTurn();
    const artefacts = table.artefacts(row);
    const id = runIdOf(row);
    await hold(artefacts.length, () => verifyArtefacts(runFolder(workspace, id), artefacts), id);
    for (const { attempt, folder, sha256 } of table.checkpoints(row)) {
      const file = join(attemptFolder(workspace, id, attempt), folder, 'manifest.json');
      await hold(1, () => verifyHash(file, sha256), `${id}, checkpoint`);
    }
  }
  return { problems, files };
}

async function strayRows({ storeFile }: Workspace, closing: AbortSignal): Promise<string[]> {
  const rows = await askBeside(storeFile, 'foreign_key_check', closing);
  return rows.map(({ table }) => `A row of ${String(table)} refers to one that is not there.`);
}

function datasetRows(connection: Connection) {
  return connection
    .prepare<[], { id: number; name: string | null; hash: string }>(
      'SELECT rowid AS id, name, hash FROM datasets GROUP BY hash',
    )
    .all();
}

async function verifyDataset(folder: string, hash: string): Promise<void> {
  const { manifest, hash: found } = await readManifestFile(folder);
  if (found !== hash) throw new Error('its manifest is not what was stored');
  await verifyDatasetFolder(folder, manifest);
}

async function verifyHash(file: string, sha256: string): Promise<void> {
  const found = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (found !== sha256) throw new Error(`${file} is not what was stored`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
