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
      ? `Open ${holder.url} (in another browser by the link that "metric-workbench link" prints), or stop that workbench first.`
      : 'Close that workbench first, or choose another folder with --home.',
  );
}

/** Address of the page that a running workbench serves from this store; throws `not-found` when there is none. */
export function servedAddress(workspace: Workspace): string {
  const isHeld = existsSync(workspace.lockFile) && !isFree(workspace.lockFile);
  const holder = isHeld ? readHolder(workspace) : null;
  if (holder?.url && /^http:\/\/127\.0\.0\.1:\d{1,5}\/$/.test(holder.url)) return holder.url;
  const who = holder ? ` It is in use by ${doorNames[holder.door] ?? holder.door}.` : '';
  throw new WorkbenchError(
    'not-found',
    `No page is being served from ${workspace.home}.${who}`,
    holder ? 'Close that first, then run "metric-workbench serve".' : 'Run "metric-workbench serve".',
  );
}

const doorNames: Record<string, string> = {
  desktop: 'the desktop workbench',
  serve: 'a workbench serving a local page',
  cli: 'a command',
};

function isFree(file: string): boolean {
  const connection = tryLock(file);
  connection?.close();
  return connection !== null;
}

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
