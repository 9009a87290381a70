import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { onOtherDisk } from '../other-disk';
import type { Clock } from '../ports';
import { refuseForeignSchema } from '../store/foreign-schema';
import { newerSchema } from '../store/migrate';
import { schemaVersion } from '../store/migrations';
import { applicationId } from '../store/peek';
import { takeStoreLock } from '../store/store-lock';
import { syncFolder } from '../sync-folder';
import { makeFolders, sweepStaging, type Workspace } from '../workspace';
import { storeInBackup } from './back-up';
import { backupId, damaged, filesOf, takeFile } from './backup-file';
import { plainBackupError } from './backup-errors';
import { finishRestore } from './finish-restore';
import { isKept } from './kept-folders';
import { setStoreAside, stampOf } from './set-aside';

/** What was put back, and where what was there before is now (null: there was nothing). */
export type Restored = { runs: number; datasets: number; files: number; replaced: string | null };

/**
 * Puts a backup in the place of the store: first everything is unpacked and checked beside it, then moved, so that a kill
 * at any moment leaves the old store or the new one. What was there is renamed, never deleted. Also takes a bare store
 * (`store.db.before-schema-3`), and then leaves the files of datasets and runs as they are. Throws `storage`.
 */
export async function restoreBackup(workspace: Workspace, file: string, clock: Clock): Promise<Restored> {
  await makeFolders(workspace);
  const lock = await takeStoreLock(workspace, { pid: process.pid, door: 'cli', url: null });
  try {
    finishRestore(workspace);
    await sweepStaging(workspace);
    const stamp = stampOf(clock.now());
    const staged = join(workspace.stagingFolder, `restore-${stamp}`);
    mkdirSync(staged, { mode: 0o700 });
    const files = await unpack(file, staged);
    const counts = checkStore(join(staged, storeInBackup));
    await syncFolder(staged);
    if (existsSync(join(staged, 'datasets'))) refuseOtherDisk(workspace);
    const replaced = existsSync(workspace.storeFile) ? `${workspace.storeFile}.replaced-${stamp}` : null;
    writeFileSync(workspace.restoreFile, JSON.stringify({ stamp }), { mode: 0o600, flush: true });
    await syncFolder(workspace.home);
    finishRestore(workspace);
    await syncFolder(workspace.home);
    return { ...counts, files, replaced };
  } catch (error) {
    throw plainBackupError(error, file);
  } finally {
    lock.release();
  }
}

/**
 * Makes room for an empty store: the one that is there, damaged or not, is renamed with its log, never deleted. Gives its
 * new name, or null when there was none.
 */
export async function startEmpty(workspace: Workspace, clock: Clock): Promise<string | null> {
  await makeFolders(workspace);
  const lock = await takeStoreLock(workspace, { pid: process.pid, door: 'cli', url: null });
  try {
    finishRestore(workspace);
    const suffix = `corrupt-${stampOf(clock.now())}`;
    const isThere = existsSync(workspace.storeFile);
    setStoreAside(workspace, suffix);
    return isThere ? `${workspace.storeFile}.${suffix}` : null;
  } finally {
    lock.release();
  }
}

/** Nothing can be moved to another disk, so a restore must not begin to. */
function refuseOtherDisk({ stagingFolder, datasetsFolder }: Workspace): void {
  if (statSync(stagingFolder).dev === statSync(datasetsFolder).dev) return;
  throw onOtherDisk(datasetsFolder);
}

/** Unpacks a backup into a folder; gives how many files of datasets and runs it held. */
async function unpack(file: string, folder: string): Promise<number> {
  if (!existsSync(file))
    throw new WorkbenchError('not-found', `There is no file ${file}.`, 'Check the path.');
  if (!statSync(file).isFile()) throw damaged('is no file');
  const db = openUntrusted(file);
  try {
    const id = Number(db.pragma('application_id', { simple: true }));
    if (id === applicationId) {
      await db.backup(join(folder, storeInBackup));
      return 0;
    }
    if (id !== backupId) throw damaged('is not one of Metric Workbench, or it is damaged');
    // What belongs to no dataset and no run (a file of the desktop's, say) is left where it is.
    const files = filesOf(db).filter(({ path }) => path === storeInBackup || isKept(path));
    if (!files.some(({ path }) => path === storeInBackup)) throw damaged('holds no store');
    mkdirSync(join(folder, 'runs'), { mode: 0o700 });
    for (const each of files) takeFile(db, each, folder);
    return files.length - 1;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    db.close();
  }
}

/** Opens a file that may come from anybody: nothing in it is run, and it is not written to. */
function openUntrusted(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 100 });
  try {
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    refuseForeignSchema(db);
    if (db.pragma('quick_check', { simple: true }) !== 'ok') throw damaged('is damaged');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkStore(file: string): { runs: number; datasets: number } {
  const db = openUntrusted(file);
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > schemaVersion) throw newerSchema(file, version);
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') throw damaged('holds a damaged store');
    const count = (table: string) =>
      db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
    return { runs: count('runs'), datasets: count('datasets') };
  } finally {
    db.close();
  }
}
