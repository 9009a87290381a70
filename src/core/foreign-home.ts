import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import type { Workspace } from './workspace';

/** What the workbench calls its own in a home folder, copies and what belongs to a database included. */
const own =
  /^((store|lock)\.db|(store|lock|serve|restore)\.json|(datasets|runs|backups)\b|(staging|logs|ballast|desktop)$)/;

/**
 * Throws `storage` when a folder that was never a home holds something that a home would overwrite, sweep or rename: a person has named
 * a folder of their own.
 */
export function refuseForeignHome(workspace: Workspace): void {
  const { home, lockFile, markerFile, storeFile } = workspace;
  const { stagingFolder, runsFolder, ballastFile, restoreFile, holderFile } = workspace;
  const taken = [stagingFolder, runsFolder, ballastFile, restoreFile, holderFile, join(home, 'serve.json')];
  const foreign = taken.find(holdsSomething);
  // Asked last: what another start puts there at this moment comes after its lock.
  if (foreign === undefined || [lockFile, markerFile, storeFile].some((file) => existsSync(file))) return;
  throw new WorkbenchError(
    'storage',
    `The folder ${home} is no home of the workbench: ${foreign} is there and not the workbench's own.`,
    'Choose an empty folder or a new one with --home.',
  );
}

/** Is there nothing in a home folder but the workbench's own? Only then its permissions are the workbench's to set. */
export function isOwnAlone(home: string): boolean {
  return readdirSync(home).every((name) => own.test(name));
}

/** A start that was cut short leaves empty folders. */
function holdsSomething(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (!found.isDirectory() || readdirSync(path).length > 0);
}
