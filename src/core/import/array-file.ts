import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { WorkbenchError } from '@shared/errors';
import { codeOf } from './read-file';

/** A file being written once from start to end. */
export type ArrayFile = {
  write(bytes: Uint8Array): Promise<void>;
  /** Writes what is left, syncs to disk, closes; the SHA-256 (hex) and length of all bytes. */
  finish(): Promise<{ sha256: string; bytes: number }>;
  /** Closes without caring for the content. */
  abandon(): Promise<void>;
};

const bufferBytes = 4 * 2 ** 20;

/** Creates a new file (an existing one is an error) for buffered, hashed writing; disk faults are `storage` errors. */
export async function createArrayFile(path: string): Promise<ArrayFile> {
  const handle = await stored(path, () => open(path, 'wx', 0o600));
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let filled = 0;
  let bytes = 0;
  const flush = async (chunk: Uint8Array) => {
    hash.update(chunk);
    bytes += chunk.length;
    await stored(path, async () => {
      for (let at = 0; at < chunk.length;)
        at += (await handle.write(chunk, at, chunk.length - at)).bytesWritten;
    });
  };
  const drain = async () => {
    const chunk = buffer.subarray(0, filled);
    filled = 0;
    await flush(chunk);
  };
  return {
    async write(chunk) {
      if (filled + chunk.length > bufferBytes) await drain();
      if (chunk.length > bufferBytes) return flush(chunk);
      buffer.set(chunk, filled);
      filled += chunk.length;
    },
    async finish() {
      await drain();
      await stored(path, () => handle.sync());
      await handle.close();
      return { sha256: hash.digest('hex'), bytes };
    },
    abandon: () => handle.close(),
  };
}

async function stored<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const full = codeOf(error) === 'ENOSPC' ? 'The disk is full.' : `Writing failed (${codeOf(error)}).`;
    throw new WorkbenchError(
      'storage',
      `${full} The import could not be stored (${path}).`,
      'Free some space or check the disk, then import again.',
      { cause: error },
    );
  }
}
