import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { Door } from './workbench';

const name =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
  'electron';
const path = join('node_modules', 'electron', 'dist', name);

/** Electron's program, where it has been downloaded. */
export const electronBinary: string | undefined = existsSync(path) ? path : undefined;

/** Starts the built desktop program on a folder of its own. */
export async function openElectronDoor(home: string): Promise<Door> {
  const app = await _electron.launch({
    ...(electronBinary ? { executablePath: electronBinary } : {}),
    args: ['.', '--home', home],
    env: { ...process.env, METRIC_WORKBENCH_HOME: home } as Record<string, string>,
  });
  return { page: await app.firstWindow(), close: () => app.close() };
}
