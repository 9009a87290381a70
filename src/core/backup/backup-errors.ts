import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { plainError } from '../store/sqlite-errors';

/**
 * Turns an error of SQLite about a backup that is being restored into words about that file: the store of the person has not
 * been touched, and must not be called damaged. Anything that is not about the file reads as it does for a store.
 */
export function plainBackupError(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const found = byPrefix.find(([prefix]) => error.code.startsWith(prefix));
  if (!found) return plainError(error, file);
  const [, words, hint] = found;
  const message = `${words} (${file}, ${error.code}); your store is untouched.`;
  return new WorkbenchError('storage', message, hint, { cause: error });
}

const byPrefix: readonly [prefix: string, words: string, hint: string][] = [
  ['SQLITE_CORRUPT', 'This backup is damaged', 'Use another backup, or another copy of this one.'],
  ['SQLITE_NOTADB', 'This file is no backup', 'Give a file that `backup` has made, or a copy of a store.'],
  ['SQLITE_CANTOPEN', 'This backup cannot be opened', 'Check that it is a file and that you may read it.'],
];
