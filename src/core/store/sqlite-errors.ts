import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';

/** Turns an error of SQLite into a `storage` error in plain words; anything else comes back as it was. */
export function plainError(error: unknown, file: string): unknown {
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new WorkbenchError(
      'storage',
      `The folder of ${file} does not exist.`,
      'Check the path given with --home.',
    );
  }
  if (!(error instanceof Database.SqliteError)) return error;
  const { words, hint } = wordsFor(error.code);
  return new WorkbenchError('storage', `${words} (${file}, ${error.code}).`, hint, { cause: error });
}

/** Runs `work`, with SQLite's errors in plain words. */
export function inPlainWords<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw plainError(error, file);
  }
}

/** Does an error, or what caused it, say that the disk is full? */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || isDiskFull(error.cause);
}

type Words = { words: string; hint: string };

const byPrefix: readonly [prefix: string, words: Words][] = [
  ['SQLITE_FULL', { words: 'The disk is full', hint: 'Free some space, then try again.' }],
  [
    'SQLITE_BUSY',
    { words: 'The store is in use by another program', hint: 'Close the other workbench, then try again.' },
  ],
  ['SQLITE_LOCKED', { words: 'The store is in use', hint: 'Try again in a moment.' }],
  [
    'SQLITE_CORRUPT',
    {
      words: 'The store is damaged',
      hint: 'Do not delete it: restore a backup (`restore FILE`), or start with another --home.',
    },
  ],
  [
    'SQLITE_NOTADB',
    { words: 'The store is not a database', hint: 'Restore a backup, or start with another --home.' },
  ],
  ['SQLITE_READONLY', { words: 'The store cannot be written', hint: 'Check the permissions of its folder.' }],
  [
    'SQLITE_IOERR',
    { words: 'The disk failed while the store was used', hint: 'Check the disk, then start again.' },
  ],
  ['SQLITE_CANTOPEN', { words: 'The store cannot be opened', hint: 'Check the permissions of its folder.' }],
  [
    'SQLITE_CONSTRAINT',
    { words: 'The store refused a value', hint: 'This is a fault in the workbench. Please report it.' },
  ],
];

function wordsFor(code: string): Words {
  const found = byPrefix.find(([prefix]) => code.startsWith(prefix));
  return found?.[1] ?? { words: 'The store failed', hint: 'Start again; if it persists, please report it.' };
}
