import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { findRun } from './find-run';
import { runIdOf } from '../ids';
import type { Log } from '../log';
import type { Store } from '../store/store';

/** Rows deleted in one transaction: a few milliseconds, so that nobody waits. */
const rowsAtOnce = 5000;

/** What deletes runs for good. */
export type RunTrash = ReturnType<typeof runTrash>;

/** What {@link runTrash} works with. */
export type TrashParts = {
  store: Store;
  log: Log;
  /** Folder of a run by its id. */
  folderOf: (id: string) => string;
  removed: (id: string) => void;
};

/**
 * Deletes runs in small steps between other work. A run is marked first and its own row goes last, so that a deletion
 * that is cut off is gone on with at the next start.
 */
export function runTrash({ store, log, folderOf, removed }: TrashParts) {
  const waiting = new Set<number>();
  let isClosing = false;
  let working: Promise<void> | null = null;

  async function work(): Promise<void> {
    for (const row of waiting) {
      if (isClosing) break;
      await deleteRun(row).catch((error: unknown) =>
        log.error({ run: runIdOf(row), err: error }, 'a run could not be deleted'),
      );
      waiting.delete(row);
    }
  }

  async function deleteRun(row: number): Promise<void> {
    await rm(folderOf(runIdOf(row)), { recursive: true, force: true });
    while (store.transaction(() => store.trash.dropSome(row, rowsAtOnce))) {
      await nextTurn();
      if (isClosing) return;
    }
    store.transaction(() => store.trash.dropRun(row));
  }

  function begin(rows: readonly number[]): void {
    for (const row of rows) waiting.add(row);
    if (waiting.size === 0 || isClosing) return;
    working ??= work().finally(() => {
      working = null;
      begin([]);
    });
  }

  return {
    /** Marks the runs and returns; `kept` are those that must stay. Throws `not-found`. */
    deleteForGood(ids: readonly string[]): { deleting: number; kept: number } {
      const rows = [...new Set(ids.map((id) => findRun(store, id).id))];
      const marked = store.transaction(() => rows.filter((row) => store.trash.mark(row)));
      for (const row of marked) removed(runIdOf(row));
      begin(marked);
      return { deleting: marked.length, kept: rows.length - marked.length };
    },
    /** Goes on with deletions that the end of an earlier process cut off. */
    goOn: (): void => begin(store.trash.marked()),
    /** Stops between two steps. */
    async close(): Promise<void> {
      isClosing = true;
      await working;
    },
  };
}
