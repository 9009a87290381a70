import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WorkbenchError } from '@shared/errors';

/**
 * Writes a file so that it is there complete or not at all; refuses to overwrite one unless `force`. Throws
 * `conflict` for a file that is there, and `bad-input` for a place that cannot be written to.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await writeSynced(temporary, bytes);
    await (force ? rename(temporary, path) : place(temporary, path));
  } catch (error) {
    throw explained(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
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

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
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
