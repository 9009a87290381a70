import { existsSync, renameSync } from 'node:fs';
import type { Workspace } from '../workspace';

/**
 * Renames the store and what belongs to it (`-wal`, `-shm`, the marker) so that another can take its place; nothing is ever
 * deleted, for it may be the only copy. The store goes first and the marker last: a kill in between leaves a store that is
 * missed, never one without its log, which would look older than it is.
 */
export function setStoreAside(workspace: Workspace, suffix: string): void {
  for (const file of storeFiles(workspace)) {
    if (existsSync(file)) renameSync(file, asideName(workspace, file, suffix));
  }
}

function storeFiles({ storeFile, markerFile }: Workspace): string[] {
  return [storeFile, `${storeFile}-wal`, `${storeFile}-shm`, markerFile];
}

/** `store.db-wal` becomes `store.db.corrupt-…-wal`, so that SQLite still finds the log of the renamed store. */
function asideName({ storeFile }: Workspace, file: string, suffix: string): string {
  return file.startsWith(storeFile)
    ? `${storeFile}.${suffix}${file.slice(storeFile.length)}`
    : `${file}.${suffix}`;
}

/** A time as part of a file name: `20260131-094500-123`. */
export function stampOf(now: Date): string {
  return now.toISOString().replace(/[-:Z]/g, '').replace('T', '-').replace('.', '-');
}
