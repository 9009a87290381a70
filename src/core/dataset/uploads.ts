import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WorkbenchError } from '@shared/errors';
import { badInput } from '../import/bad-input';
import { codeOf } from '../import/read-file';

/** A file that came from a page: where it lies, and the name it had there (for people, never part of a path). */
export type Upload = { id: string; path: string; name: string; bytes: number };

export type Uploads = {
  /** Stores a stream; throws `bad-input` above the quota, `storage` when the disk fails; leaves nothing then. */
  receive(stream: AsyncIterable<Uint8Array>, name: string): Promise<Upload>;
  /** The upload with this id; throws `not-found`. */
  resolve(id: string): Upload;
  /** Deletes an upload; nothing happens when it is gone already. */
  discard(id: string): Promise<void>;
};

const maxBytes = 20 * 2 ** 30;
const shareOfFree = 0.8;

/** Uploads live in `<home>/staging/uploads` until the process ends: those of earlier processes are deleted at once. */
export async function openUploads(home: string, quotaBytes: number = maxBytes): Promise<Uploads> {
  const folder = join(home, 'staging', 'uploads');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const uploads = new Map<string, Upload>();
  let heldBytes = 0;
  return {
    async receive(stream, name) {
      const id = randomUUID();
      const path = join(folder, id);
      const allowed = Math.min(quotaBytes, heldBytes + (await freeBytes(folder)));
      let bytes = 0;
      const count = counting(allowed, (more) => {
        bytes += more;
        return (heldBytes += more);
      });
      try {
        await pipeline(stream, count, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
        const upload = { id, path, name: safeName(name), bytes };
        uploads.set(id, upload);
        return upload;
      } catch (error) {
        heldBytes -= bytes;
        await rm(path, { force: true });
        throw error instanceof WorkbenchError ? error : failed(error);
      }
    },
    resolve(id) {
      const upload = uploads.get(id);
      if (upload) return upload;
      throw new WorkbenchError('not-found', 'This upload is not there any more.', 'Choose the file again.');
    },
    async discard(id) {
      const upload = uploads.get(id);
      if (!upload) return;
      uploads.delete(id);
      heldBytes -= upload.bytes;
      await rm(upload.path, { force: true });
    },
  };
}

/** Takes what a door hands over as it comes; gives the id by which a call names it. */
export function uploadReceiver(uploads: Uploads) {
  return async (
    name: string,
    body: AsyncIterable<Uint8Array>,
  ): Promise<{ upload: string; bytes: number }> => {
    const { id, bytes } = await uploads.receive(Readable.from(body), name);
    return { upload: id, bytes };
  };
}

/** A file name without folders, control characters and characters that change the direction of text. */
export function safeName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const clean = last.replace(/\p{C}/gu, '').trim();
  return clean === '' || /^\.+$/.test(clean) ? 'upload' : clean.length > 120 ? clean.slice(-120) : clean;
}

/** Lets chunks through until the sum that `add` gives is above `allowed`. */
function counting(allowed: number, add: (bytes: number) => number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (add(chunk.length) <= allowed) return done(null, chunk);
      const mebibytes = Math.floor(allowed / 2 ** 20);
      done(
        badInput(
          `Uploads would take more than the ${mebibytes} MiB they may.`,
          'Free some disk space, or upload less.',
        ),
      );
    },
  });
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor(bavail * bsize * shareOfFree);
}

function failed(error: unknown): WorkbenchError {
  const code = codeOf(error);
  const broken = code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'ABORT_ERR';
  return broken
    ? new WorkbenchError('cancelled', 'The upload was broken off.', 'Upload the file again.', {
        cause: error,
      })
    : new WorkbenchError(
        'storage',
        `The upload could not be stored (${code}).`,
        'Check the disk, then upload again.',
        { cause: error },
      );
}
