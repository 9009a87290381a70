import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { badInput } from './bad-input';

/**
 * Whole content of a regular file; never blocks on a pipe or device and never follows a link in the last part.
 * Throws `bad-input`, calling the file `name`, when it is no regular file, too long, or changed while it was read.
 */
export async function readRegularFile(path: string, name: string, maxBytes: number): Promise<Buffer> {
  const handle = await openRegular(path, name);
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw badInput(`${name} is not a regular file.`, 'Remove it from what is imported.');
    if (facts.size > maxBytes)
      throw badInput(
        `${name} is too long (${facts.size} bytes; at most ${maxBytes}).`,
        'Leave it out or make it smaller.',
      );
    const bytes = Buffer.allocUnsafe(facts.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0)
        throw badInput(
          `${name} became shorter while it was read.`,
          'Import again when nothing writes to it.',
        );
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

async function openRegular(path: string, name: string) {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw badInput(
      `${name} cannot be opened (${codeOf(error)}).`,
      'Check that it is there and that you may read it.',
      error,
    );
  }
}

/** The system's short code of an error (`ENOENT`), or its message. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
