import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Workspace } from '../workspace';
import { damagedStore } from './damaged-store';
import type { StoreHealth } from './health';

/** A look at every page of a store. `done` never rejects; it is null when the check was stopped or could not be made. */
export type RunningCheck = { done: Promise<'whole' | 'damaged' | null>; stop(): void };

/**
 * Checks the pages of a store that is open in this process, in a thread with a connection of its own that only reads, so that nothing
 * waits for it (a second of one core for five million rows). Damage makes the store untrustworthy: see {@link StoreHealth}.
 */
export function checkBeside(workspace: Workspace, health: StoreHealth): RunningCheck {
  const workerData = { library: load.resolve('better-sqlite3'), file: workspace.storeFile };
  const worker = new Worker(program, { eval: true, workerData, stdin: false });
  let verdict: string | null = null;
  worker.once('message', (said: string) => (verdict = said));
  worker.on('error', () => undefined);
  const done = new Promise<'whole' | 'damaged' | null>((resolve) => {
    worker.once('exit', () => {
      if (verdict === null || verdict === 'ok') return resolve(verdict && 'whole');
      health.fail(damagedStore(workspace, verdict));
      resolve('damaged');
    });
  });
  return { done, stop: () => void worker.terminate() };
}

const load = createRequire(import.meta.url);

/** Says "ok" or what is wrong; nothing when the file cannot be read just now, which is for those who write to find out. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.library);
const db = new Database(workerData.file, { readonly: true, fileMustExist: true, timeout: 100 });
try {
  const verdict = String(db.pragma('quick_check(1)', { simple: true })).replaceAll('\\n', ' ');
  parentPort.postMessage(verdict === 'ok' ? verdict : 'quick_check says ' + verdict);
} catch (error) {
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) parentPort.postMessage(error.message);
} finally {
  db.close();
}
`;
