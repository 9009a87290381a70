import type { SpawnChild } from '@core/ports';
import { clientOf, type Workbench } from '@core/workbench';
import { openWorkbench } from '@main/open-workbench';
import type { Access, Door } from './door';

/** Opens the store of a home folder for one command. */
export async function openDoor(home: string | undefined, access: Access, spawn?: SpawnChild): Promise<Door> {
  const workbench: Workbench = await openWorkbench({
    door: 'cli',
    home,
    readOnly: access === 'read',
    ...(spawn && { spawn }),
  });
  return {
    client: clientOf(workbench),
    exportRun: workbench.exportRun,
    close: () => workbench.close(),
  };
}
