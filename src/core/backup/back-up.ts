import { existsSync, mkdirSync, readdirSync, type Dirent } from 'node:fs';
import { link, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { BackupSummary } from '@shared/backup';
import { WorkbenchError } from '@shared/errors';
import type { Connection } from '../store/database';
import type { Workspace } from '../workspace';
import { createBackup, filesOf, putFile, type BackupFacts } from './backup-file';
import { isKept, refuseKeptFolders } from './kept-folders';
import { syncFolder } from '../sync-folder';

/** What a backup is made of. */
export type BackUpParts = { connection: Connection; workspace: Workspace; version: string; now: Date };

/** Name of the store inside a backup. */
export const storeInBackup = 'store.db';

/**
 * Writes everything that the workbench keeps into one file: a snapshot of the store, checked, and the files of datasets and
 * runs. The file is there whole or not at all; one that is there is never overwritten, nor is any beside it: what is being made is in a
 * folder of its own there. Others may go on writing meanwhile, and make backups of the same name. Throws `conflict` for a file that is
 * there, `bad-input` for a place that is itself backed up, `storage` when the store is damaged or the disk full.
 */
export async function backUp(parts: BackUpParts, target: string): Promise<BackupSummary> {
  if (existsSync(target)) throw isThere(target);
  refuseKeptFolders(parts.workspace, target);
  let making: string | null = null;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    making = await mkdtemp(join(dirname(target), 'metric-workbench-backup-'));
    const [part, snapshot] = [join(making, 'part'), join(making, storeInBackup)];
    const facts = await snapshotOf(parts, snapshot);
    const files = await pack(parts.workspace, part, snapshot, facts);
    await syncFile(part);
    await place(part, target);
    await syncFolder(dirname(target));
    return { path: target, bytes: (await stat(target)).size, files, ...facts };
  } catch (error) {
    throw plain(error, target);
  } finally {
    if (making !== null) await rm(making, { recursive: true, force: true });
  }
}

/** Copies the store as it is at one moment, and checks the copy. */
async function snapshotOf({ connection, version, now }: BackUpParts, file: string): Promise<BackupFacts> {
  await connection.backup(file, { progress: () => 500 });
  const copy = new Database(file, { readonly: true });
  try {
    const verdict = copy.pragma('integrity_check', { simple: true });
    const strangers = copy.pragma('foreign_key_check') as unknown[];
    if (verdict !== 'ok' || strangers.length > 0) throw damagedStore(connection.name, String(verdict));
    const count = (table: string) =>
      copy.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    const [runs, datasets, sweeps] = [count('runs'), count('datasets'), count('sweeps')];
    return { createdAt: now.toISOString(), version, runs, datasets, sweeps };
  } finally {
    copy.close();
  }
}

async function pack(
  workspace: Workspace,
  file: string,
  snapshot: string,
  facts: BackupFacts,
): Promise<number> {
  const db = createBackup(file);
  try {
    db.exec('BEGIN');
    db.prepare('INSERT INTO facts (facts) VALUES (?)').run(JSON.stringify(facts));
    if (!(await putFile(db, storeInBackup, snapshot))) throw vanished();
    for (const folder of ['datasets', 'runs'] as const) {
      for (const path of keptFiles(workspace.home, folder))
        await putFile(db, path, join(workspace.home, path));
    }
    db.exec('COMMIT');
    return filesOf(db).length - 1;
  } finally {
    db.close();
  }
}

/**
 * Paths of what is finished under a folder: of the folders in it, as a stray file between them belongs to no dataset and no run. What is
 * still being written has `staging` in its name. What goes meanwhile, as the checkpoints of a run that trains do, is not there.
 */
function keptFiles(home: string, folder: string): string[] {
  const entries = entriesOf(join(home, folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith('staging') ? [] : keptFiles(home, path);
    return entry.isFile() && isKept(path) ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A link fails where a file is, a rename would replace it; some file systems have no links. */
async function place(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    await (await open(target, 'wx')).close();
    await rename(part, target);
  }
}

function isThere(target: string): WorkbenchError {
  return new WorkbenchError('conflict', `${target} is there already.`, 'Choose another name for the backup.');
}

function damagedStore(file: string, verdict: string): WorkbenchError {
  const why = verdict === 'ok' ? 'rows refer to others that are not there' : verdict;
  return new WorkbenchError(
    'storage',
    `The store ${file} is damaged, so no backup was made of it: ${why}.`,
    'Keep the backups there are. `restore FILE` puts one back; `doctor` lists them.',
  );
}

function vanished(): WorkbenchError {
  return new WorkbenchError(
    'storage',
    'The copy of the store was deleted while the backup was made of it.',
    'Make the backup again.',
  );
}

function plain(error: unknown, target: string): unknown {
  const code = codeOf(error);
  if (code === 'EEXIST') return isThere(target);
  const isFull = code === 'ENOSPC' || code === 'SQLITE_FULL';
  if (!isFull && code !== 'EACCES' && code !== 'EROFS' && code !== 'ENOTDIR' && code !== 'SQLITE_CANTOPEN')
    return error;
  return new WorkbenchError(
    'storage',
    `The backup ${target} could not be written: ${isFull ? 'the disk is full' : 'its folder cannot be written to'}.`,
    isFull ? 'Free some space, or write it to another disk.' : 'Check the path.',
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
