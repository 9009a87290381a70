import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** The workbench's own log, for faults; never told a token, and never shown to a client. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error'> & { close(): void };

/** Most bytes of a log file before the next start begins a new one. */
const maxBytes = 5_000_000;

/** Opens `workbench.log` in a folder; keeps one older file beside it. A line that the disk has no room for is left out. */
export function openLog(folder: string): Log {
  const file = join(folder, 'workbench.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.1`);
  let handle: number | null = openSync(file, 'a', 0o600);
  const write = (line: string) => {
    try {
      if (handle !== null) writeSync(handle, line);
    } catch {
      // Nothing may end because it could not be noted; what failed is told to whoever asked for it.
    }
  };
  const close = () => {
    if (handle !== null) closeSync(handle);
    handle = null;
  };
  return Object.assign(pino({ base: { pid: process.pid } }, { write }), { close });
}
