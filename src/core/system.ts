import type { SystemInfo } from '@shared/api';
import type { Engine } from '@shared/run';
import type { Connection } from './store/database';

/** What the door knows about the machine. */
export type MachineInfo = {
  /** The engine `auto` means here; when absent a trainer is asked. */
  engine?: () => Promise<Engine>;
  /** Which doors work on this machine, each with the reason. */
  shells: SystemInfo['shells'];
};

/** Handler of `system.info`; checks the store's integrity each time it is asked. */
export async function systemInfo(
  connection: Connection,
  version: string,
  engine: () => Promise<Engine>,
  shells: SystemInfo['shells'],
  backups: SystemInfo['store']['backups'],
): Promise<SystemInfo> {
  const verdict = connection.pragma('quick_check(5)') as { quick_check: string }[];
  return {
    version,
    engine: await engine(),
    store: {
      path: connection.name,
      version: Number(connection.pragma('user_version', { simple: true })),
      integrity: verdict.map((row) => row.quick_check).join('; '),
      backups,
    },
    shells,
  };
}
