import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';

/** Kinds of calls that make something durable, by the number that `fail-calls.c` knows them by. */
const numbers = { pwrite: 1, sync: 2, rename: 4, mkdir: 8, write: 16 } as const;

/** A kind of call: `sync` is fsync and fdatasync, `write` counts regular files only. */
export type Call = keyof typeof numbers;

/** The n-th call of a kind fails, or a folder is copied before each of the first `copies` calls, as a kill would leave it. */
export type CallFault = { call: Call; error: 'ENOSPC' | 'EIO'; n: number } | { call: Call; copies: number };

const order = (words: string) => mkdirSync(`/fail-calls/${words}`);

/** From now on, in this process; `folder` is what is copied, to `folder-at-1` and so on. */
export function failCalls(fault: CallFault, folder: string): void {
  const number = numbers[fault.call];
  if ('copies' in fault) order(`copy/${number}/${fault.copies}${folder}`);
  else order(`fail/${number}/${constants.errno[fault.error]}/${fault.n}`);
}

/** Lets every call succeed again; true when one has failed. */
export function failNoCalls(): boolean {
  try {
    order('stop');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return true;
    if (code === 'ENOENT') return false;
    throw error;
  }
  throw new Error('It is possible to make the folder /fail-calls/stop.');
}
