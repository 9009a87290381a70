import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { redirectPage } from './sign-in-answer';

/** The program that opens an address on a system. No shell sees the address, so nothing in it can be a command. */
export function openerOf(platform: NodeJS.Platform, url: string): { file: string; args: string[] } {
  if (platform === 'darwin') return { file: 'open', args: [url] };
  if (platform === 'win32') return { file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] };
  return { file: 'xdg-open', args: [url] };
}

/** A browser that was asked to open an address; `forget` deletes what it was told, which it needs only once. */
export type Opened = { isOpen: boolean; forget(): Promise<void> };

/**
 * Opens `url` in the default browser; `isOpen` is false when there is none. Every user of a machine can read the arguments of
 * every program, and the address holds a code: so the browser is given a file that only this user can read, and that leads on.
 */
export async function openBrowser(
  url: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Opened> {
  const folder = await mkdtemp(join(await readableFolder(), 'metric-workbench-open-'));
  const page = join(folder, 'open.html');
  const forget = () => rm(folder, { recursive: true, force: true });
  await writeFile(page, redirectPage(url, 'Opening Metric Workbench…'), { mode: 0o600 });
  const isOpen = await start(openerOf(platform, pathToFileURL(page).href));
  if (!isOpen) await forget();
  return { isOpen, forget };
}

/** Browsers in a snap see no temporary folders and nothing hidden; only then the file lies in the user's own folder. */
async function readableFolder(home: string = homedir()): Promise<string> {
  const snaps = await stat(join(home, 'snap')).catch(() => null);
  return snaps ? home : tmpdir();
}

function start({ file, args }: { file: string; args: string[] }): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true, shell: false });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
}
