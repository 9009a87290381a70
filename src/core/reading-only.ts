import type { WorkbenchError } from '@shared/errors';
import { readingCalls } from '@shared/reading-calls';
import type { StoreHealth } from './store/health';
import { inUse } from './store/store-lock';
import { openUploads, type Uploads } from './dataset/uploads';
import type { Workspace } from './workspace';

/** What a workbench may do: take uploads, and answer a call (else `refuseWriting` rejects). */
export type Access = { uploads: Uploads; refuseWriting: (path: readonly string[]) => Promise<void> };

/** Everything for a writer, once its store is checked and until it fails; for one that only reads, what changes nothing, and who may change it as the error. */
export async function accessTo(
  workspace: Workspace,
  readOnly: boolean,
  health: StoreHealth,
): Promise<Access> {
  if (!readOnly) {
    return {
      uploads: await openUploads(workspace.home),
      async refuseWriting(path) {
        if (!readingCalls.has(path.join('.'))) await health.checked();
      },
    };
  }
  const refused = () => inUse(workspace);
  return {
    uploads: noUploads(refused),
    refuseWriting: (path) =>
      readingCalls.has(path.join('.')) ? Promise.resolve() : Promise.reject(refused()),
  };
}

/** Uploads of a workbench that only reads: there are none. */
function noUploads(error: () => WorkbenchError): Uploads {
  return {
    receive: () => Promise.reject(error()),
    resolve: () => {
      throw error();
    },
    discard: () => Promise.resolve(),
  };
}
