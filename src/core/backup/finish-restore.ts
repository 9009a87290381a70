import {
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '@shared/errors';
import type { Workspace } from '../workspace';
import { storeInBackup } from './back-up';
import { isSameTree } from './same-tree';
import { setStoreAside } from './set-aside';

const journalSchema = z.object({ stamp: z.string().regex(/^[\d-]+$/) });

/**
 * Moves a restore that was unpacked and checked to its place, or goes on where a kill stopped it; does nothing when none is
 * under way. Every step looks whether it was done before. Only for the holder of the store's lock. Throws `storage` saying what is in the
 * way: the next start then tries again.
 */
export function finishRestore(workspace: Workspace): void {
  if (!existsSync(workspace.restoreFile)) return;
  const journal = journalSchema.safeParse(parsed(readFileSync(workspace.restoreFile, 'utf8')));
  try {
    if (journal.success) move(workspace, journal.data.stamp);
  } catch (error) {
    throw cannotEnd(workspace, error);
  }
  rmSync(workspace.restoreFile, { force: true });
}

function cannotEnd({ home }: Workspace, error: unknown): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `A restore has begun in ${home} and cannot be ended: ${error instanceof Error ? error.message : String(error)}.`,
    'Mend that, then start again: the restore goes on where it stopped. Nothing is lost.',
    { cause: error },
  );
}

/** A journal that was cut off belongs to a restore that had moved nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function move(workspace: Workspace, stamp: string): void {
  const staged = join(workspace.stagingFolder, `restore-${stamp}`);
  const aside = `replaced-${stamp}`;
  addDatasets(workspace, join(staged, 'datasets'), aside);
  replaceRuns(workspace, join(staged, 'runs'), aside);
  const store = join(staged, storeInBackup);
  if (!existsSync(store)) return;
  setStoreAside(workspace, aside);
  renameSync(store, workspace.storeFile);
}

/** Datasets are named by what they hold: one that is there stays, unless its files are not what they were. */
function addDatasets({ datasetsFolder }: Workspace, staged: string, aside: string): void {
  for (const hash of foldersIn(staged)) {
    const target = join(datasetsFolder, hash);
    // A link that leads nowhere is there, too: nothing can be moved on top of it.
    if (lstatSync(target, { throwIfNoEntry: false })) {
      if (isSameTree(join(staged, hash), target)) continue;
      renameSync(target, `${target}.${aside}`);
    }
    renameSync(join(staged, hash), target);
  }
}

/** Names of the folders in a folder; none where it is no folder, as earlier versions unpacked whatever a backup held. */
function foldersIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** The same number may mean another run now: the old files make way as a whole. */
function replaceRuns({ runsFolder }: Workspace, staged: string, aside: string): void {
  if (!existsSync(staged)) return;
  const kept = `${runsFolder}.${aside}`;
  if (!existsSync(kept)) renameSync(runsFolder, kept);
  // After a kill an empty folder was made in between; one that is not empty cannot be removed so.
  if (existsSync(runsFolder)) rmdirSync(runsFolder);
  renameSync(staged, runsFolder);
}
