import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import type { Workspace } from '../workspace';
import { damagedStore, saysDamaged } from './damaged-store';
import { refuseChangedSchema, refuseForeignSchema } from './foreign-schema';
import { leaveMarker, refuseVanishedStore } from './marker';
import { migrate, newerSchema } from './migrate';
import { schemaVersion } from './migrations';
import { applicationId, peekAtStore } from './peek';
import { plainError } from './sqlite-errors';

/** A connection to a store. */
export type Connection = Database.Database;

/** Opens the store for writing, made or brought to the newest schema; only for the holder of the lock. */
export async function openForWriting(workspace: Workspace, now: Date): Promise<Connection> {
  const file = workspace.storeFile;
  let connection: Connection | null = null;
  try {
    const isThere = checkedPeek(workspace);
    connection = new Database(file, { fileMustExist: isThere, timeout: 100 });
    refuseForeignSchema(connection);
    refuseChangedSchema(connection);
    chmodSync(file, 0o600);
    configure(connection);
    await migrate(connection);
    assertDurable(connection);
    leaveMarker(workspace, now);
    return connection;
  } catch (error) {
    connection?.close();
    throw saysDamaged(error) ? damagedStore(workspace, error.message, error) : plainError(error, file);
  }
}

/** Opens the store for reading only, while another process may write. */
export function openForReading(workspace: Workspace): Connection {
  const file = workspace.storeFile;
  let connection: Connection | null = null;
  try {
    if (!checkedPeek(workspace)) throw noStore(file);
    connection = new Database(file, { readonly: true, fileMustExist: true, timeout: 100 });
    guard(connection);
    refuseForeignSchema(connection);
    refuseChangedSchema(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw saysDamaged(error) ? damagedStore(workspace, error.message, error) : plainError(error, file);
  }
}

/** Is there a store? Throws `storage` for one that vanished, is foreign, or comes from a newer version. */
function checkedPeek(workspace: Workspace): boolean {
  const file = workspace.storeFile;
  const header = peekAtStore(file);
  refuseVanishedStore(workspace, header !== null);
  if (!header) return false;
  if (header.applicationId !== applicationId && !header.empty) {
    throw new WorkbenchError(
      'storage',
      `${file} is not a store of Metric Workbench, or it is damaged.`,
      'Choose another folder with --home, or restore a backup.',
    );
  }
  if (header.schemaVersion > schemaVersion) throw newerSchema(file, header.schemaVersion);
  return true;
}

function configure(connection: Connection): void {
  const mode = connection.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') {
    throw new WorkbenchError(
      'storage',
      `The store ${connection.name} cannot keep a write-ahead log (its mode is ${String(mode)}).`,
      'Use a folder on a local disk: network file systems do not support this.',
    );
  }
  connection.pragma('synchronous = FULL');
  connection.pragma('wal_autocheckpoint = 1000');
  connection.pragma('journal_size_limit = 67108864');
  if (process.platform === 'darwin') connection.pragma('fullfsync = ON');
  guard(connection);
}

function guard(connection: Connection): void {
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('cache_size = -16000');
  connection.pragma('mmap_size = 0');
  connection.pragma('temp_store = MEMORY');
}

/** Writes, then looks: a connection to a WAL database reports FULL before its first write whatever it does later. */
function assertDurable(connection: Connection): void {
  connection.pragma(`application_id = ${applicationId}`);
  const level = connection.pragma('synchronous', { simple: true });
  if (level !== 2) throw new Error(`synchronous is ${String(level)}, not FULL`);
}

function noStore(file: string): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `There is no store at ${file} yet.`,
    'Start the workbench once to make one.',
  );
}
