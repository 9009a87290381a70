import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { badInput } from './bad-input';
import { openFileSource } from './file-source';
import { openFolderSource } from './folder-source';
import { codeOf } from './read-file';
import { extension, type Source } from './source';

/** Opens what a person pointed at; `name` is its own name where that is not the path's last part (an upload). */
export function openSource(path: string, name = basename(resolve(path))): Source {
  const facts = factsOf(path, name);
  if (facts.isDirectory()) return openFolderSource(path, name);
  if (!facts.isFile())
    throw badInput(`${name} is neither a folder nor a regular file.`, 'Choose a folder or a file.');
  if (facts.size === 0) throw badInput(`${name} is empty.`, 'Choose a file with data in it.');
  const beside = extension(name) === 'csv' && basename(path) === name;
  return beside ? openFolderSource(dirname(resolve(path)), name, name) : openFileSource(path, name);
}

/** First bytes of a file on disk. */
export async function headOf(path: string, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function factsOf(path: string, name: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw badInput(
      `${name} cannot be opened (${codeOf(error)}).`,
      'Check the path, and that you may read it.',
      error,
    );
  }
}
