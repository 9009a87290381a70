import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ListedBackup } from '@shared/backup';
import type { Workspace } from '../workspace';

/** Ending of a backup's name. */
export const backupEnding = '.mwb';

/** The backups in a home folder, newest first: those made by hand, and the store as it was before each migration. */
export function listBackups(workspace: Workspace): ListedBackup[] {
  const ofStore = `${basename(workspace.storeFile)}.before-schema-`;
  const whole = namesIn(workspace.backupsFolder)
    .filter((name) => name.endsWith(backupEnding))
    .map((name) => listed(join(workspace.backupsFolder, name), 'whole'));
  const migrated = namesIn(dirname(workspace.storeFile))
    .filter((name) => name.startsWith(ofStore) && /^\d+$/.test(name.slice(ofStore.length)))
    .map((name) => listed(join(workspace.home, name), 'before-migration'));
  return [...whole, ...migrated].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function listed(path: string, kind: ListedBackup['kind']): ListedBackup {
  const { size, mtime } = statSync(path);
  return { path, bytes: size, createdAt: mtime.toISOString(), kind };
}
