import { existsSync, readFileSync } from 'node:fs';
import type { SystemInfo } from '@shared/api';
import { builtFolder, rendererFolder } from './built-folder';
import { hasScreen } from './screen';

type Shell = SystemInfo['shells'][number];

/** Which doors work on this machine, each with the reason; looks at the disk only. */
export function shells(env: NodeJS.ProcessEnv = process.env, platform = process.platform): Shell[] {
  const isBuilt = existsSync(new URL('index.html', rendererFolder));
  const served = {
    available: isBuilt,
    why: isBuilt ? 'the page is built' : 'the page is not built: npm run build',
  };
  return [
    { name: 'desktop', ...desktop(env, platform) },
    { name: 'serve', ...served },
    { name: 'cli', available: true, why: 'always works' },
  ];
}

function desktop(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Omit<Shell, 'name'> {
  if (process.versions['electron'])
    return { available: true, why: `Electron ${process.versions['electron']} runs it` };
  if (!hasElectron()) return { available: false, why: "Electron's binary is not here: npx install-electron" };
  if (!hasScreen(env, platform)) return { available: false, why: 'there is no screen' };
  return { available: true, why: "Electron's binary is here" };
}

/** To import the package would start a download, so its own note about its binary is read instead. */
function hasElectron(): boolean {
  const folder = new URL('../../node_modules/electron/', builtFolder);
  const note = new URL('path.txt', folder);
  return existsSync(note) && existsSync(new URL(`dist/${readFileSync(note, 'utf8')}`, folder));
}
