import type { Workbench, WorkbenchOptions } from '@core/workbench';
import type { SpawnChild } from '@core/ports';
import { WorkbenchError } from '@shared/errors';
import { version as packageVersion } from '../../package.json';
import { homeFolder } from './home-folder';
import { shells } from './shells';

/** The version of this build. */
export const version: string = packageVersion;

export type DoorOptions = {
  door: 'desktop' | 'serve' | 'cli';
  /** The value of `--home`. */
  home?: string | undefined;
  /** Reads beside a running workbench instead of taking the store. */
  readOnly?: boolean;
  /** May a call name this path of the host's disk? When absent: any at the command line, none elsewhere. */
  allowPath?: (path: string) => boolean;
  /** Hears that nothing can be stored any more, and why. */
  onFault?: WorkbenchOptions['onFault'];
  /** How children are started; Node's fork when absent. */
  spawn?: SpawnChild;
};

/**
 * Opens the workbench for a door: the one place where the core meets this machine. A page goes on with the queue of an
 * earlier process, a command only trains what it was told to. Throws `storage` when the store cannot be used.
 */
export async function openWorkbench(options: DoorOptions): Promise<Workbench> {
  const { door, home, readOnly = false, allowPath, spawn, onFault } = options;
  refuseOldNode();
  const core = import('@core/workbench');
  const spawnChild = spawn ?? (await import('./fork-child')).forkChildren();
  return (await core).openWorkbench({
    home: homeFolder(home),
    version,
    spawn: spawnChild,
    readOnly,
    ballast: true,
    startQueue: door !== 'cli',
    allowPath: allowPath ?? (() => door === 'cli'),
    door,
    onFault,
    systemInfo: { shells: shells() },
  });
}

/** The store's native code needs Node-API 10; an older Node would crash in it instead of saying why. */
function refuseOldNode(): void {
  if (Number(process.versions.napi) >= 10) return;
  throw new WorkbenchError(
    'storage',
    `Node ${process.version} is too old for the store.`,
    'Start the workbench with `npm start` or `npm run cli`, which bring their own Node, or use Node 22.14 or newer.',
  );
}
