import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { listBackups } from '../backup/list-backups';
import type { Workspace } from '../workspace';

/** Is this SQLite saying that the file is not what it should be? */
export function saysDamaged(error: unknown): error is Error & { code: string } {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code);
}

/** The error for a store that is damaged, with everything that can be done about it; nothing of it is touched. */
export function damagedStore(workspace: Workspace, verdict: string, cause?: unknown): WorkbenchError {
  const [newest] = listBackups(workspace);
  const found = newest
    ? `Newest backup: ${newest.path} (${newest.createdAt.slice(0, 16).replace('T', ' ')} UTC).`
    : 'There is no backup beside it.';
  return new WorkbenchError(
    'storage',
    `Store damaged: ${workspace.storeFile}: ${verdict}. ${found}`,
    `Restore a backup: metric-workbench restore ${newest?.path ?? 'FILE'} · ` +
      'Read and export what can still be read: metric-workbench runs list, runs export · ' +
      'Start empty: metric-workbench restore --start-empty. The damaged file is renamed, never deleted.',
    { cause },
  );
}
