import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import { isOwnAlone, refuseForeignHome } from './foreign-home';

/** Absolute paths of everything under one home folder; nothing else on the disk is ever written. */
export type Workspace = {
  readonly home: string;
  readonly storeFile: string;
  readonly lockFile: string;
  /** Who holds the lock, for messages only; never believed. */
  readonly holderFile: string;
  /** Says that a store was made here, so that a vanished file is never taken for an empty store. */
  readonly markerFile: string;
  readonly datasetsFolder: string;
  readonly runsFolder: string;
  readonly stagingFolder: string;
  readonly logsFolder: string;
  /** Backups made from the page. */
  readonly backupsFolder: string;
  /** Says that a restore is being moved to its place, so that the next start finishes it. */
  readonly restoreFile: string;
  /** Room to give back when the disk is full. */
  readonly ballastFile: string;
};

/** The workspace of a home folder; touches nothing. */
export function workspaceAt(home: string): Workspace {
  return {
    home,
    storeFile: join(home, 'store.db'),
    lockFile: join(home, 'lock.db'),
    holderFile: join(home, 'lock.json'),
    markerFile: join(home, 'store.json'),
    datasetsFolder: join(home, 'datasets'),
    runsFolder: join(home, 'runs'),
    stagingFolder: join(home, 'staging'),
    logsFolder: join(home, 'logs'),
    backupsFolder: join(home, 'backups'),
    restoreFile: join(home, 'restore.json'),
    ballastFile: join(home, 'ballast'),
  };
}

/**
 * Makes the folders, readable by their owner only; a home in which others keep something as well stays as open as it was. Throws `storage`
 * naming the folder that cannot be made, or what is in the way of a new home.
 */
export async function makeFolders(workspace: Workspace): Promise<void> {
  const { home, datasetsFolder, runsFolder, stagingFolder, logsFolder } = workspace;
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    refuseForeignHome(workspace);
    if (isOwnAlone(home)) await chmod(home, 0o700);
    for (const folder of [datasetsFolder, runsFolder, stagingFolder, logsFolder]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
  } catch (error) {
    if (error instanceof WorkbenchError) throw error;
    throw new WorkbenchError(
      'storage',
      `The folder ${home} cannot be used: ${reasonOf(error)}.`,
      'Choose another with --home, or free space and check its permissions.',
      { cause: error },
    );
  }
}

/** Removes what unfinished imports left behind; only for the holder of the store's lock. */
export async function sweepStaging(workspace: Workspace): Promise<void> {
  for (const name of await readdir(workspace.stagingFolder)) {
    await rm(join(workspace.stagingFolder, name), { recursive: true, force: true });
  }
}

/** Folder of a run: `runs/r12`. */
export function runFolder(workspace: Workspace, runId: string): string {
  return join(workspace.runsFolder, runId);
}

/** Folder of one attempt at a run, the only place its trainer writes to: `runs/r12/attempts/1`. */
export function attemptFolder(workspace: Workspace, runId: string, attempt: number): string {
  return join(runFolder(workspace, runId), 'attempts', String(attempt));
}

const reasons: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of its path is a file',
  EEXIST: 'part of its path is a file',
  ENAMETOOLONG: 'its path is too long',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
