import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { WorkbenchError } from '@shared/errors';

/**
 * Says which paths lie in one of the folders, links followed; a path that is not there lies in none. Throws
 * `bad-input` for a folder that is not there.
 */
export function insideOneOf(folders: readonly string[], cwd: string): (path: string) => boolean {
  const roots = folders.map((folder) => realRoot(resolve(cwd, folder)));
  return (path) => {
    const real = isAbsolute(path) ? realPath(path) : null;
    return real !== null && roots.some((root) => isInside(relative(root, real)));
  };
}

function realRoot(folder: string): string {
  const real = realPath(folder);
  if (real !== null) return real;
  throw new WorkbenchError(
    'bad-input',
    `There is no folder ${folder}.`,
    'Give --data-root a folder that is there.',
  );
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
