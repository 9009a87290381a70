import type { SpawnChild } from '@core/ports';
import { clientOf, type Workbench } from '@core/workbench';
import { runFolder, workspaceAt } from '@core/workspace';
import { homeFolder } from '@main/home-folder';
import { openWorkbench } from '@main/open-workbench';
import { join } from 'node:path';
import type { Access, Door } from './door';

/** Opens the store of a home folder for one command. */
export async function openDoor(home: string | undefined, access: Access, spawn?: SpawnChild): Promise<Door> {
  const workbench: Workbench = await openWorkbench({
    door: 'cli',
    home,
    readOnly: access === 'read',
    ...(spawn && { spawn }),
  });
  const workspace = workspaceAt(homeFolder(home));
  return {
    client: clientOf(workbench),
    runFolder: (id) => runFolder(workspace, id),
    datasetFolder: (hash) => join(workspace.datasetsFolder, hash),
    close: () => workbench.close(),
  };
}
