import { join } from 'node:path';
import type { BackupSummary, StoreCheck } from '@shared/backup';
import { WorkbenchError } from '@shared/errors';
import { oneAnswer } from './one-answer';
import { backUp } from './backup/back-up';
import { backupEnding } from './backup/list-backups';
import { stampOf } from './backup/set-aside';
import { checkStore } from './check-store';
import type { Clock } from './ports';
import type { Store } from './store/store';
import type { Workspace } from './workspace';

/** Handlers of `system.backUp` and `system.check`. */
export type StoreHandlers = {
  /** Backs up to a path of the host, where the caller may name one, else into the folder `backups`. */
  backUp(path?: string): Promise<BackupSummary>;
  check(): Promise<StoreCheck>;
};

type Parts = {
  store: Store;
  workspace: Workspace;
  version: string;
  clock: Clock;
  allowPath: (path: string) => boolean;
  /** Aborts when the workbench closes. */
  closing: AbortSignal;
};

/** Makes the handlers about the store as a whole. */
export function storeHandlers({
  store,
  workspace,
  version,
  clock,
  allowPath,
  closing,
}: Parts): StoreHandlers {
  return {
    backUp(path) {
      if (path !== undefined && !allowPath(path)) throw notHere();
      const now = clock.now();
      const target = path ?? join(workspace.backupsFolder, `backup-${stampOf(now)}${backupEnding}`);
      return backUp({ connection: store.connection, workspace, version, now }, target);
    },
    check: oneAnswer(() => checkStore(store, workspace, closing)),
  };
}

function notHere(): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    'A page cannot choose where on this machine a backup is written.',
    'Leave the path out, or use `metric-workbench backup FILE`.',
  );
}
