import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDiskFull } from './sqlite-errors';

/** A file that only takes up room, so that there is some to give back when the disk is full. */
const ballastBytes = 32 * 2 ** 20;
/** The ballast is only taken where there is plenty. */
const plentyBytes = 1024 * 2 ** 20;

/** Puts the ballast in its place, unless it is there or space is short already; a disk that refuses it is no fault. */
export function holdBallast(file: string): void {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    if (existsSync(file) || bavail * bsize < plentyBytes) return;
    const handle = openSync(file, 'wx', 0o600);
    try {
      const zeros = Buffer.alloc(2 ** 20);
      for (let written = 0; written < ballastBytes; written += zeros.length) writeSync(handle, zeros);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    rmSync(file, { force: true });
  }
}

/** Stores the little that must be: where the disk is full, once more in the room that the ballast takes up. */
export function inSpareRoom(file: string, store: () => void): void {
  try {
    store();
  } catch (fault) {
    if (!isDiskFull(fault) || !existsSync(file)) throw fault;
    rmSync(file, { force: true });
    store();
  }
}
