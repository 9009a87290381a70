import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { WorkbenchError } from '@shared/errors';
import type { Workspace } from '../workspace';
import { plainError } from './sqlite-errors';

/** What the holder tells others about itself. */
export type LockHolder = { pid: number; door: string; url: string | null };

/** The right to write to a store, held until `release` or the process's end (the system frees it then). */
export type StoreLock = {
  /** Puts the address of the page into what others are told. */
  announce(url: string): void;
  /** `trusted` false leaves a mark by which the next holder checks the store. */
  release(trusted?: boolean): void;
};

/** Did the last holder end without letting go, or leave a store that must be checked? */
export function wasLeftUnclean(workspace: Workspace): boolean {
  return existsSync(workspace.holderFile);
}

/**
 * Takes the store's lock: an exclusive transaction on `lock.db`. Waits a second for a short-lived holder, then
 * throws `storage` saying who holds it.
 */
export async function takeStoreLock(workspace: Workspace, holder: LockHolder): Promise<StoreLock> {
  for (let tries = 1; ; tries += 1) {
    const lock = tryStoreLock(workspace, holder);
    if (lock) return lock;
    if (tries >= 10) throw inUse(workspace);
    await wait(100);
  }
}

/** Takes the lock if it is free; null when somebody holds it. */
export function tryStoreLock(workspace: Workspace, holder: LockHolder): StoreLock | null {
  const connection = tryLock(workspace.lockFile);
  return connection && heldLock(workspace, connection, holder);
}

/** The error that says who uses the store, as far as its holder has told. */
export function inUse(workspace: Workspace): WorkbenchError {
  const holder = readHolder(workspace);
  const who = holder
    ? `${doorNames[holder.door] ?? holder.door} (process ${holder.pid})`
    : 'another workbench';
  return new WorkbenchError(
    'storage',
    `Store is in use by ${who}: ${workspace.home}.`,
    holder?.url
      ? `Open the link that it printed (or ${holder.url} in a browser that has opened that link), or stop that workbench first.`
      : 'Close that workbench first, or choose another folder with --home.',
  );
}

const doorNames: Record<string, string> = {
  desktop: 'the desktop workbench',
  serve: 'a workbench serving a local page',
  cli: 'a command',
};

function tryLock(file: string): Database.Database | null {
  let connection: Database.Database | null = null;
  try {
    connection = new Database(file, { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw plainError(error, file);
  }
}

function heldLock(workspace: Workspace, connection: Database.Database, holder: LockHolder): StoreLock {
  const tell = (told: LockHolder) =>
    writeFileSync(workspace.holderFile, JSON.stringify(told), { mode: 0o600 });
  tell(holder);
  return {
    announce: (url) => tell({ ...holder, url }),
    release(trusted = true) {
      if (!connection.open) return;
      if (trusted) rmSync(workspace.holderFile, { force: true });
      connection.close();
    },
  };
}

const holderSchema = z.object({
  pid: z.number().int(),
  door: z.string().max(40),
  url: z.string().max(500).nullable(),
});

function readHolder(workspace: Workspace): LockHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(workspace.holderFile, 'utf8')));
  } catch {
    return null;
  }
}
