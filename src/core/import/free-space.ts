import { statfs } from 'node:fs/promises';
import { WorkbenchError } from '@shared/errors';

/** Throws `storage` before anything is written when the disk of `folder` has not room for `bytes` and a little more. */
export async function refuseFullDisk(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (bytes + keptBytes <= free) return;
  throw new WorkbenchError(
    'storage',
    `Disk full: this dataset needs ${megabytes(bytes + keptBytes)}, and ${megabytes(free)} are free.`,
    'Free some space, import fewer examples (--take), or choose another --home.',
  );
}

/** Left for the store itself. */
const keptBytes = 4 * 2 ** 20;

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
