import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import { staysInside } from '../run/run-files';
import type { Workspace } from '../workspace';

/** Is this the path of a file that a backup keeps beside the store: one in the folder of a dataset or of a run? */
export function isKept(path: string): boolean {
  return /^(datasets|runs)\/[^/]+\/./.test(path);
}

/** Throws `bad-input` for a backup in a folder that is backed up, as it would take itself in without end, or in one that is swept. */
export function refuseKeptFolders(
  { datasetsFolder, runsFolder, stagingFolder }: Workspace,
  target: string,
): void {
  const place = realPath(dirname(target));
  const kept = [datasetsFolder, runsFolder, stagingFolder].find((folder) =>
    staysInside(relative(realPath(folder), place)),
  );
  if (kept === undefined) return;
  throw new WorkbenchError(
    'bad-input',
    `A backup cannot be in ${kept}: that folder is the workbench's own.`,
    'Choose another folder, best on another disk.',
  );
}

/** The path with links followed, as far as it is there. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}
