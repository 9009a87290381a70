import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

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

/** Gives the room back, for the little that must be stored when the disk is full; false when there was none. */
export function releaseBallast(file: string): boolean {
  if (!existsSync(file)) return false;
  rmSync(file, { force: true });
  return true;
}
