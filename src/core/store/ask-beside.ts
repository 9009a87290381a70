import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** The rows of one pragma. */
type Rows = readonly Readonly<Record<string, unknown>>[];
type Told = { rows: Rows } | { message: string; code: string };

/**
 * Asks a store that is open in this process a pragma, in a thread with a connection of its own that only reads, so that nothing waits for
 * it. Rejects with the error of SQLite, or when `signal` stops it.
 */
export function askBeside(file: string, pragma: string, signal?: AbortSignal): Promise<Rows> {
  const workerData = { library: load.resolve('better-sqlite3'), file, pragma };
  const worker = new Worker(program, { eval: true, workerData, stdin: false });
  const stop = () => void worker.terminate();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  return new Promise<Rows>((resolve, reject) => {
    worker.once('message', (told: Told) => {
      if ('rows' in told) resolve(told.rows);
      else reject(new Database.SqliteError(told.message, told.code));
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new Error(`${pragma} was stopped before its end.`));
    });
  });
}

const load = createRequire(import.meta.url);

const program = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.library);
let db;
try {
  db = new Database(workerData.file, { readonly: true, fileMustExist: true, timeout: 100 });
  parentPort.postMessage({ rows: db.pragma(workerData.pragma) });
} catch (error) {
  parentPort.postMessage({ message: error.message, code: String(error.code) });
} finally {
  db?.close();
}
`;
