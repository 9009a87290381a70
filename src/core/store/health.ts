import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';

/**
 * Whether a store can still be trusted. After a write or a sync has failed, nobody knows what is on the disk: then nothing is
 * written (and so nothing acknowledged) any more, until the store has been opened anew and checked.
 */
export class StoreHealth {
  #fault: WorkbenchError | null = null;
  #check: Promise<unknown> = Promise.resolve();
  #tell: (fault: WorkbenchError) => void = () => {};

  /** What made the store untrustworthy; null while all is well. The first fault stays. */
  get fault(): WorkbenchError | null {
    return this.#fault;
  }

  /** Throws the fault, if there is one. */
  refuse(): void {
    if (this.#fault) throw this.#fault;
  }

  fail(fault: WorkbenchError): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#tell(fault);
  }

  /** Calls `tell` with the fault when there is one, or if there is one already. */
  onFault(tell: (fault: WorkbenchError) => void): void {
    this.#tell = tell;
    if (this.#fault) tell(this.#fault);
  }

  /** A check of the store that is under way: {@link checked} waits for it. */
  awaits(check: Promise<unknown>): void {
    this.#check = check;
  }

  /** Resolves when nothing is being checked any more; throws the fault, if there is one. */
  async checked(): Promise<void> {
    await this.#check;
    this.refuse();
  }

  /** Looks at an error of SQLite; a failed disk or a damaged page is a fault, a full disk or a lock is not. */
  hear(error: unknown, file: string): void {
    if (!(error instanceof Database.SqliteError)) return;
    if (!/^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(error.code)) return;
    this.fail(
      new WorkbenchError(
        'storage',
        `Storage error on ${file} (${error.code}): what was just written may not be on the disk. Nothing is stored any more.`,
        'Check the disk, close the workbench and start it again: it then opens the store anew and checks it.',
        { cause: error },
      ),
    );
  }
}
