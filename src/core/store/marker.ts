import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { WorkbenchError } from '@shared/errors';
import type { Workspace } from '../workspace';

/** Leaves the mark that a store was made here; keeps an older one. */
export function leaveMarker(workspace: Workspace, now: Date): void {
  if (existsSync(workspace.markerFile)) return;
  const marker = { store: randomUUID(), createdAt: now.toISOString() };
  writeFileSync(workspace.markerFile, `${JSON.stringify(marker)}\n`, { mode: 0o600, flush: true });
}

/** Throws `storage` when a store was made here but its file is gone or empty. */
export function refuseVanishedStore(workspace: Workspace, storeIsThere: boolean): void {
  if (storeIsThere || !existsSync(workspace.markerFile)) return;
  throw new WorkbenchError(
    'storage',
    `Store file missing: ${workspace.storeFile} is gone or empty, but a store was made there.`,
    `Put the file back, or restore a backup. To start empty, delete ${workspace.markerFile} first.`,
  );
}
