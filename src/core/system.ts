import type { SystemInfo } from '@shared/api';
import type { Engine } from '@shared/run';
import { listBackups } from './backup/list-backups';
import { pageProblems } from './store/check-beside';
import type { Store } from './store/store';
import type { Workspace } from './workspace';

/** What the door knows about the machine. */
export type MachineInfo = {
  /** The engine `auto` means here; when absent a trainer is asked. */
  engine?: () => Promise<Engine>;
  /** Which doors work on this machine, each with the reason. */
  shells: SystemInfo['shells'];
};

type Parts = {
  store: Store;
  workspace: Workspace;
  version: string;
  engine: () => Promise<Engine>;
  shells: SystemInfo['shells'];
  /** Aborts when the workbench closes. */
  closing: AbortSignal;
};

/** Handler of `system.info`; checks the store's integrity each time it is asked, unless it is known to be damaged. */
export async function systemInfo(parts: Parts): Promise<SystemInfo> {
  const { store, workspace, version, shells } = parts;
  const [engine, integrity] = await Promise.all([parts.engine(), integrityOf(parts)]);
  return {
    version,
    engine,
    store: {
      path: workspace.storeFile,
      version: Number(store.connection.pragma('user_version', { simple: true })),
      integrity,
      backups: listBackups(workspace),
    },
    shells,
  };
}

async function integrityOf({ store: { health }, workspace, closing }: Parts): Promise<string> {
  if (health.fault) return health.fault.message;
  const problems = await pageProblems(workspace, health, 'quick_check(5)', closing);
  return problems.join('; ') || 'ok';
}
