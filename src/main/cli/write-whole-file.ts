import { link, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WorkbenchError } from '@shared/errors';

/** A file's bytes: all at once, or piece by piece. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes a file so that it is there complete or not at all; refuses to overwrite one unless `force`. Gives its length in bytes. Throws
 * `conflict` for a file that is there, and `bad-input` for a place that cannot be written to, or that is no file: a device or a pipe would
 * be replaced by one. Of a link, what it leads to is overwritten.
 */
export async function writeWholeFile(path: string, content: FileContent, force: boolean): Promise<number> {
  const target = force ? await replaceable(path) : path;
  const temporary = `${target}.${process.pid}.part`;
  try {
    const bytes = await writeSynced(temporary, content);
    await (force ? rename(temporary, target) : place(temporary, target));
    return bytes;
  } catch (error) {
    throw explained(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function replaceable(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null) return path;
  if (found.isFile() || found.isDirectory()) return realpath(path);
  throw new WorkbenchError(
    'bad-input',
    `${path} cannot be written: it is a device or a pipe.`,
    'Choose a file of your own.',
  );
}

/** Gives the file its name unless that is taken: a link fails then, where a rename would replace what is there. */
async function place(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOTSUP') throw error;
    // A file system without links: reserve the name, then replace the empty file.
    await (await open(path, 'wx')).close();
    await rename(temporary, path);
  }
}

async function writeSynced(path: string, content: FileContent): Promise<number> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

function explained(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === 'EEXIST') {
    return new WorkbenchError(
      'conflict',
      `${path} is there already.`,
      'Choose another --output, or add --force to overwrite it.',
    );
  }
  if (code === 'ENOSPC' || code === 'EIO') {
    return new WorkbenchError(
      'storage',
      `${path} could not be written: the disk is full or faulty.`,
      'Free space and try again.',
    );
  }
  const reason = reasons[code];
  if (reason === undefined) return error;
  return new WorkbenchError(
    'bad-input',
    `${path} cannot be written: ${reason}.`,
    `Check that ${dirname(path)} is a folder you may write to.`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'part of its path is a file',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
