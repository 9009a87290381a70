// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];
const TIMEOUT_MS = 30_000;

/**
 * Path of a Chromium or Chrome on this machine that starts, or null: METRIC_WORKBENCH_BROWSER, one on the PATH, one in its
 * usual place, Playwright's own. Nothing is installed. Throws when METRIC_WORKBENCH_BROWSER names one that does not start.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null}
 */
export function findBrowser(env = process.env) {
  const asked = env.METRIC_WORKBENCH_BROWSER;
  if (asked) {
    if (starts(asked)) return asked;
    throw new Error(`METRIC_WORKBENCH_BROWSER is ${asked}, which does not start.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = NAMES.flatMap((name) => [...folders, '/usr/bin'].map((folder) => join(folder, name)));
  return [...onPath, ...ELSEWHERE, playwrightsOwn()].find(starts) ?? null;
}

/** A stub that only tells how to install the browser exists, but has no version. @param {string} path */
function starts(path) {
  if (!path || !existsSync(path)) return false;
  if (process.platform === 'win32') return true; // `--version` would open a window there
  return spawnSync(path, ['--version'], { timeout: TIMEOUT_MS, stdio: 'ignore' }).status === 0;
}

function playwrightsOwn() {
  try {
    /** @type {typeof import('@playwright/test')} */
    const playwright = createRequire(import.meta.url)('@playwright/test');
    return playwright.chromium.executablePath();
  } catch {
    return ''; // not installed, or no build of Chromium for this system
  }
}
