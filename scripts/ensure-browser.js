// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lastWords, runChild } from './child.js';
import { ensureNode } from './ensure-node.js';
import { findBrowser } from './find-browser.js';
import { projectRoot } from './project.js';

const TIMEOUT_MS = 10 * 60_000;

/**
 * Path of a Chromium that starts: one that is there, else Playwright's, fetched now, else Debian's, installed now when this
 * is root; or the reason why there is none.
 * @returns {Promise<{ ok: true, path: string } | { ok: false, why: string }>}
 */
export async function ensureBrowser() {
  const failures = [];
  try {
    const found = findBrowser();
    if (found) return { ok: true, path: found };
    for (const { name, applies, install } of WAYS) {
      if (!applies()) continue;
      say(`none found: trying ${name}`);
      const result = await install();
      const path = result.ok ? findBrowser() : null;
      if (path) return { ok: true, path };
      failures.push(`${name}: ${result.ok ? 'it does not start' : lastWords(result, 1)}`);
    }
  } catch (error) {
    return { ok: false, why: /** @type {Error} */ (error).message };
  }
  const advice = 'install Chromium or Chrome, or set METRIC_WORKBENCH_BROWSER to the path of one';
  return { ok: false, why: ['no browser', ...failures, advice].join('; ') };
}

const WAYS = [
  { name: "Playwright's download", applies: () => true, install: installPlaywrights },
  { name: 'apt-get install chromium', applies: isRootOnDebian, install: installDebians },
];

async function installPlaywrights() {
  const command = join(projectRoot, 'node_modules', 'playwright', 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env };
  return runChild(ensureNode(), [command, 'install', 'chromium'], {
    cwd: projectRoot,
    env,
    timeoutMs: TIMEOUT_MS,
  });
}

async function installDebians() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await runChild('apt-get', ['update'], { env, timeoutMs: TIMEOUT_MS });
  if (!updated.ok) return updated;
  const args = ['install', '-y', '--no-install-recommends', 'chromium'];
  return runChild('apt-get', args, { env, timeoutMs: TIMEOUT_MS });
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`browser: ${text}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const browser = await ensureBrowser();
  console.log(browser.ok ? browser.path : browser.why);
  process.exitCode = browser.ok ? 0 : 1;
}
