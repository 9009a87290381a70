import { closeSync, constants, fstatSync, openSync, readFileSync, type BigIntStats } from 'node:fs';
import { sha256 } from './arrays';

/** What a file must be: `bytes` long (any length when null), with this SHA-256 (any content when null). */
export type Expected = { bytes: number | null; sha256: string | null };

/** What is wrong with a stored file, as the end of a sentence that begins with its name. */
export class NotAsStored extends Error {}

/**
 * The bytes of a file that must still be as it was stored. Never waits for a pipe, never reads a folder; throws
 * {@link NotAsStored}. A file whose content was checked before is not hashed again while inode, size and times of change
 * stay the same.
 */
export function readStored(file: string, { bytes, sha256: digest }: Expected): Uint8Array {
  const handle = opened(file);
  try {
    const stats = fstatSync(handle, { bigint: true });
    if (!stats.isFile()) throw new NotAsStored('is not a file any more');
    if (bytes !== null && stats.size !== BigInt(bytes))
      throw new NotAsStored(`has ${stats.size} bytes instead of ${bytes}`);
    const data = readFileSync(handle);
    if (bytes !== null && data.length !== bytes) throw new NotAsStored('was changed while it was read');
    const state = `${digest} ${identityOf(stats)}`;
    if (digest !== null && checked.get(file) !== state) {
      if (sha256(data) !== digest) throw new NotAsStored('was changed: its content is not what was imported');
      checked.set(file, state);
    }
    return data;
  } finally {
    closeSync(handle);
  }
}

const checked = new Map<string, string>();

/** The time of the last change of the inode cannot be set by anybody, so a replaced file never looks the same. */
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

function opened(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new NotAsStored(reasons[code] ?? `cannot be opened (${code})`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'is missing',
  ENOTDIR: 'is missing',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ELOOP: 'is a link that leads nowhere',
  EIO: 'cannot be read from the disk',
  EISDIR: 'is not a file any more',
};
