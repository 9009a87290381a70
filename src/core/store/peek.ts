import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';

/** "MWB1": marks a file as a store of the workbench. */
export const applicationId = 0x4d574231;

/** What a database file says about itself. */
export type StoreHeader = {
  applicationId: number;
  schemaVersion: number;
  /** A database without a single table: its maker was stopped before the first migration. */
  empty: boolean;
};

/**
 * Reads a store's marks without writing a byte: from the file's first 100 bytes, or, when a log lies beside it,
 * through a connection that cannot write. Null for a file that is absent or empty.
 */
export function peekAtStore(file: string): StoreHeader | null {
  if (sizeOf(file) === 0) return null;
  const header = sizeOf(`${file}-wal`) === 0 ? headerOf(file) : null;
  return header && header.applicationId !== 0 ? header : headerThroughConnection(file);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Offsets are those of SQLite's file format: user version at 60, application id at 68, both big-endian. */
function headerOf(file: string): StoreHeader | null {
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return null;
  return { applicationId: header.readUInt32BE(68), schemaVersion: header.readUInt32BE(60), empty: false };
}

function headerThroughConnection(file: string): StoreHeader {
  const connection = new Database(file, { readonly: true, fileMustExist: true, timeout: 100 });
  try {
    return {
      applicationId: Number(connection.pragma('application_id', { simple: true })),
      schemaVersion: Number(connection.pragma('user_version', { simple: true })),
      empty: connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined,
    };
  } finally {
    connection.close();
  }
}
