import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { staysInside } from '../run/run-files';

/** "MWBB": marks a file as a backup of the workbench. */
export const backupId = 0x4d574242;

/** What a backup says about itself. */
export type BackupFacts = {
  createdAt: string;
  version: string;
  runs: number;
  datasets: number;
  sweeps: number;
};

/** A file inside a backup: its path in the home folder, with slashes. */
export type BackedUpFile = { path: string; bytes: number; sha256: string };

const chunkBytes = 1 << 20;

/** Makes an empty backup that only its owner can read, a database of its own: whole or not at all, with checks of its pages, and of no size limit. */
export function createBackup(file: string): Database.Database {
  closeSync(openSync(file, 'wx', 0o600));
  const db = new Database(file);
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE facts (facts TEXT NOT NULL) STRICT;
    CREATE TABLE files (path TEXT PRIMARY KEY NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;
    CREATE TABLE chunks (
      path TEXT NOT NULL, ordinal INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (path, ordinal)
    ) STRICT, WITHOUT ROWID;`);
  db.pragma(`application_id = ${backupId}`);
  return db;
}

/** Puts a file of the disk into a backup; false when it has vanished meanwhile, as checkpoints do. */
export async function putFile(db: Database.Database, path: string, from: string): Promise<boolean> {
  let handle: number;
  try {
    handle = openSync(from, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
  try {
    const hash = createHash('sha256');
    const insert = db.prepare('INSERT INTO chunks (path, ordinal, data) VALUES (?, ?, ?)');
    const chunk = Buffer.alloc(chunkBytes);
    let bytes = 0;
    for (let ordinal = 0; ; ordinal += 1) {
      const count = readSync(handle, chunk, 0, chunkBytes, null);
      if (count === 0) break;
      const data = chunk.subarray(0, count);
      hash.update(data);
      insert.run(path, ordinal, data);
      bytes += count;
      await breathe();
    }
    db.prepare('INSERT INTO files (path, bytes, sha256) VALUES (?, ?, ?)').run(
      path,
      bytes,
      hash.digest('hex'),
    );
    return true;
  } finally {
    closeSync(handle);
  }
}

/** The files of a backup. */
export function filesOf(db: Database.Database): BackedUpFile[] {
  return db.prepare<[], BackedUpFile>('SELECT path, bytes, sha256 FROM files ORDER BY path').all();
}

/** Writes a file of a backup under a folder, synced; throws `storage` when it is not the one that was put in. */
export function takeFile(db: Database.Database, file: BackedUpFile, folder: string): void {
  if (!staysInside(file.path)) throw damaged(`names a file outside of its folder (${file.path})`);
  const target = join(folder, file.path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const handle = openSync(target, 'wx', 0o600);
  try {
    let bytes = 0;
    const chunks = db.prepare<[string], Buffer>('SELECT data FROM chunks WHERE path = ? ORDER BY ordinal');
    for (const data of chunks.pluck().iterate(file.path) as IterableIterator<Buffer>) {
      hash.update(data);
      for (let at = 0; at < data.length;) at += writeSync(handle, data, at);
      bytes += data.length;
    }
    if (bytes !== file.bytes || hash.digest('hex') !== file.sha256)
      throw damaged(`holds a damaged ${file.path}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The error for a backup that cannot be trusted. */
export function damaged(what: string): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `This backup ${what}.`,
    'Use another backup; the store was left as it was.',
  );
}
