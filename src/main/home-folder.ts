import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { currentFolder } from './current-folder';

/** Where the answer comes from; all of it is given, so that every system can be tried on any. */
export type HomeSources = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; user: string; cwd: string };

/** The home of the store as an absolute path: `given` (`--home`), else METRIC_WORKBENCH_HOME, else the user's data folder. */
export function homeFolder(given: string | undefined, sources: HomeSources = thisMachine()): string {
  const { resolve } = sources.platform === 'win32' ? win32 : posix;
  const asked = given || sources.env['METRIC_WORKBENCH_HOME'];
  return asked ? resolve(sources.cwd, asked) : dataFolder(sources);
}

function dataFolder({ platform, env, user }: HomeSources): string {
  if (platform === 'win32')
    return win32.join(env['LOCALAPPDATA'] || win32.join(user, 'AppData', 'Local'), name);
  if (platform === 'darwin') return posix.join(user, 'Library', 'Application Support', name);
  const xdg = env['XDG_DATA_HOME'];
  const base = xdg && posix.isAbsolute(xdg) ? xdg : posix.join(user, '.local', 'share');
  return posix.join(base, 'metric-workbench');
}

const name = 'Metric Workbench';

function thisMachine(): HomeSources {
  return { platform: process.platform, env: process.env, user: homedir(), cwd: currentFolder() };
}
