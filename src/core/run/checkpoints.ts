import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { artefactSchema } from '@shared/run';
import { z } from 'zod';
import { runIdOf } from '../ids';
import { staysInside, verifyArtefacts } from './run-files';
import type { CheckpointRow } from '../store/files-table';
import type { Store } from '../store/store';
import { attemptFolder, type Workspace } from '../workspace';

/** Folder of the newest checkpoint of a run whose files are all as they were stored; null when there is none. */
export async function verifiedCheckpoint(
  workspace: Workspace,
  runId: string,
  checkpoints: readonly CheckpointRow[],
): Promise<string | null> {
  for (const checkpoint of checkpoints) {
    const folder = folderOf(workspace, runId, checkpoint);
    if (folder && (await isWhole(folder, checkpoint.sha256))) return folder;
  }
  return null;
}

/** Deletes all but the newest `keep` checkpoints of a run: first from the store, then their folders. */
export async function dropCheckpoints(
  { store, workspace }: { store: Store; workspace: Workspace },
  row: number,
  keep: number,
): Promise<void> {
  const old = store.files.checkpoints(row).slice(keep);
  store.transaction(() => old.forEach(({ seq }) => store.files.forgetCheckpoint(row, seq)));
  for (const checkpoint of old) {
    const folder = folderOf(workspace, runIdOf(row), checkpoint);
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

/** Null for a name that would lead out of the attempt's folder. */
function folderOf(workspace: Workspace, runId: string, { attempt, folder }: CheckpointRow): string | null {
  return staysInside(folder) && folder !== '.'
    ? join(attemptFolder(workspace, runId, attempt), folder)
    : null;
}

const manifestSchema = z.object({ arrays: z.array(artefactSchema).default([]) });

async function isWhole(folder: string, sha256: string): Promise<boolean> {
  try {
    const bytes = await readFile(join(folder, 'manifest.json'));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) return false;
    await verifyArtefacts(folder, manifestSchema.parse(JSON.parse(bytes.toString('utf8'))).arrays);
    return true;
  } catch {
    return false;
  }
}
