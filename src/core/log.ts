import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** The workbench's own log, for faults; never told a token, and never shown to a client. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'> & { close(): void };

/** Most bytes of a log file before the next start begins a new one. */
const maxBytes = 5_000_000;

/** Opens `workbench.log` in a folder; keeps one older file beside it. */
export function openLog(folder: string): Log {
  const file = join(folder, 'workbench.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.1`);
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 });
  const logger = pino({ base: { pid: process.pid } }, destination);
  return Object.assign(logger, { close: () => destination.end() });
}
