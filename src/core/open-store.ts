import type { ErrorBody } from '@shared/errors';
import { finishRestore } from './backup/finish-restore';
import { openForReading, openForWriting, type Connection } from './store/database';
import { holdBallast } from './store/ballast';
import { checkBeside, type RunningCheck } from './store/check-beside';
import { damagedStore, saysDamaged } from './store/damaged-store';
import { StoreHealth } from './store/health';
import { passOverIds } from './store/pass-over-ids';
import { plainError } from './store/sqlite-errors';
import { storeOn, type Store } from './store/store';
import { watchStoreFile } from './store/watch-file';
import {
  takeStoreLock,
  tryStoreLock,
  wasLeftUnclean,
  type LockHolder,
  type StoreLock,
} from './store/store-lock';
import type { WorkbenchOptions } from './workbench-options';
import { systemClock, type Clock } from './ports';
import { makeFolders, sweepStaging, workspaceAt, type Workspace } from './workspace';

/** A store in use: with its lock (a writer), or without (a reader beside a writer). */
export type OpenedStore = {
  store: Store;
  lock: StoreLock | null;
  /** Aborts when it is closed. */
  closing: AbortSignal;
  close(): void;
};

/** Does `work` with the store of a door's home open; closes it again when that fails. */
export async function inOpenStore<T>(
  { home, door, clock = systemClock, readOnly = false, ballast = false }: WorkbenchOptions,
  work: (workspace: Workspace, store: OpenedStore) => Promise<T>,
): Promise<T> {
  const workspace = workspaceAt(home);
  const holder = { pid: process.pid, door, url: null };
  let store: OpenedStore | null = null;
  try {
    store = await (readOnly ? openStoreToRead : openStore)(workspace, holder, clock);
    if (ballast && !readOnly) holdBallast(workspace.ballastFile);
    return await work(workspace, store);
  } catch (error) {
    store?.close();
    // Damage may show only when the store is put right, or what is queued is looked at.
    const reason = error instanceof Error ? (error.cause ?? error) : error;
    throw saysDamaged(reason)
      ? damagedStore(workspace, reason.message, error)
      : plainError(error, workspace.storeFile);
  }
}

/**
 * Opens a store for the only process that writes. What a process left behind that was killed is put right: staging
 * is swept, runs and sweeps that were under way are interrupted, and the pages are checked beside everything else, for which those
 * who write wait (`store.health`); one command, which nobody watches, first waits for that and writes nothing to a damaged store.
 * Throws `storage`.
 */
export async function openStore(
  workspace: Workspace,
  holder: LockHolder,
  clock: Clock,
): Promise<OpenedStore> {
  await makeFolders(workspace);
  const isUnclean = wasLeftUnclean(workspace);
  const lock = await takeStoreLock(workspace, holder);
  let connection: Connection | null = null;
  try {
    finishRestore(workspace);
    await sweepStaging(workspace);
    const isChecked = isUnclean && holder.door === 'cli' && (await isWhole(workspace));
    connection = await openForWriting(workspace, clock.now());
    const store = storeOn(connection);
    interruptOrphans(store, clock);
    passOverIds(connection, workspace);
    const check = isUnclean && !isChecked ? checkBeside(workspace, store.health) : null;
    if (check) store.health.awaits(check.done);
    return opened(store, lock, check, watchStoreFile(workspace.storeFile, store.health));
  } catch (error) {
    connection?.close();
    lock.release(!isUnclean);
    throw error;
  }
}

/** Are all pages of the store as they should be? False when that cannot be seen before it is opened; throws when it is damaged. */
async function isWhole(workspace: Workspace): Promise<boolean> {
  const health = new StoreHealth();
  const verdict = await checkBeside(workspace, health).done;
  health.refuse();
  return verdict === 'whole';
}

/**
 * Opens a store only to read it, beside its writer if there is one; else the store is first made, brought up to date
 * and put right by this process.
 */
async function openStoreToRead(workspace: Workspace, holder: LockHolder, clock: Clock): Promise<OpenedStore> {
  await makeFolders(workspace);
  const isUnclean = wasLeftUnclean(workspace);
  const lock = tryStoreLock(workspace, holder);
  try {
    if (lock) await putRight(workspace, clock);
    return opened(storeOn(openForReading(workspace)), null);
  } finally {
    lock?.release(!isUnclean);
  }
}

/** What cannot be put right because the store is damaged is left as it is: much of it can still be read. */
async function putRight(workspace: Workspace, clock: Clock): Promise<void> {
  finishRestore(workspace);
  try {
    const connection = await openForWriting(workspace, clock.now());
    try {
      interruptOrphans(storeOn(connection), clock);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!saysDamaged(error instanceof Error ? (error.cause ?? error) : error)) throw error;
  }
}

function opened(
  store: Store,
  lock: StoreLock | null,
  check: RunningCheck | null = null,
  stopWatching = () => {},
): OpenedStore {
  const closing = new AbortController();
  let isChecked = check === null;
  void check?.done.then((verdict) => (isChecked = verdict === 'whole'));
  return {
    store,
    lock,
    closing: closing.signal,
    close() {
      closing.abort();
      stopWatching();
      check?.stop();
      store.connection.close();
      // What was not looked at in time is looked at by the next start.
      lock?.release(isChecked && store.health.fault === null);
    },
  };
}

/** Runs and sweeps that were under way when their workbench ended without a word. */
function interruptOrphans(store: Store, clock: Clock): void {
  const now = clock.now().toISOString();
  store.transaction(() => {
    for (const row of store.runs.running())
      store.runs.end(row, 'interrupted', orphaned('run', 'from its last checkpoint'), now);
    for (const row of store.sweeps.running())
      store.sweeps.end(row, 'interrupted', orphaned('sweep', 'with the fits that have no result'), now);
  });
}

function orphaned(what: string, from: string): ErrorBody {
  return {
    code: 'failed',
    message: `The workbench stopped while this ${what} was training.`,
    hint: `Resume it: it goes on ${from}.`,
  };
}
