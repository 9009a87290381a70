// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runChild, lastWords } from './child.js';
import { ensureNode } from './ensure-node.js';
import { projectRoot, scratchFolder } from './project.js';

const TIMEOUT_MS = 3 * 60_000;
const TRIED = join(scratchFolder, 'electron-not-installed');

/**
 * Path of Electron's binary, or null when it is not there. Looks at the disk only: to import the package would start a
 * download.
 * @param {{ root?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export function findElectron({ root = projectRoot, env = process.env } = {}) {
  const folder = join(root, 'node_modules', 'electron');
  const nameFile = join(folder, 'path.txt');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8') : '';
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const path = override ? join(override, name || 'electron') : name ? join(folder, 'dist', name) : '';
  return path && existsSync(path) ? path : null;
}

/** Fetches the binary, at most once for a version of the package; resolves to its path, or says why there is none. */
export async function installElectron() {
  const folder = join(projectRoot, 'node_modules', 'electron');
  const packageFile = join(folder, 'package.json');
  if (!existsSync(packageFile)) return { path: null, why: 'the package electron is not installed' };
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8'));
  if (existsSync(TRIED) && readFileSync(TRIED, 'utf8') === version) {
    return { path: null, why: 'its download failed before; "npx install-electron" tries again' };
  }
  process.stderr.write(
    `start: fetching the Electron ${version} binary, once (about 110 MB, at most 3 minutes)\n`,
  );
  const result = await runChild(ensureNode(), [join(folder, 'install.js')], { timeoutMs: TIMEOUT_MS });
  const path = findElectron();
  if (path) return { path, why: '' };
  mkdirSync(dirname(TRIED), { recursive: true });
  writeFileSync(TRIED, version);
  return { path: null, why: `its download failed: ${lastWords(result, 1)}` };
}
