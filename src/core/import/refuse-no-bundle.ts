import { stat } from 'node:fs/promises';
import { WorkbenchError } from '@shared/errors';
import { badInput } from './bad-input';
import { headOf } from './open-source';
import { codeOf } from './read-file';

/** Throws in plain words for what is no bundle at first sight: nothing there, a folder, or a file that is no zip file. */
export async function refuseNoBundle(path: string, name: string): Promise<void> {
  const facts = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (facts.isDirectory()) throw badInput(`${name} is a folder, not a bundle.`, hint);
  if (!facts.isFile()) throw badInput(`${name} is not a regular file.`, hint);
  const head = await headOf(path, begin.length).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!head.equals(begin)) throw badInput(`${name} is not a bundle of a run.`, hint);
}

/** What the first entry of a zip file begins with. */
const begin = Buffer.from('PK\x03\x04');

const hint = 'Choose a file that "Export → Bundle" or "runs export --format bundle" wrote.';

function unreadable(path: string, error: unknown): Error {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new WorkbenchError('not-found', `There is no file ${path}.`, 'Check the path.', { cause: error });
  return badInput(`${path} cannot be opened (${code}).`, 'Check that you may read it.', error);
}
