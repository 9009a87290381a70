// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprintSources, isBuildFresh, markBuilt, markUnbuilt } from './build-freshness.js';
import { nodeOrExit } from './ensure-node.js';
import { withLock } from './lock.js';
import { projectRoot, scratchFolder } from './project.js';
import { runInherit } from './run-inherit.js';

const BUILDER = join('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const TO_STDERR = /** @type {import('node:child_process').StdioOptions} */ (['ignore', 2, 2]);

/**
 * Builds `out/` when it is missing or older than its sources; resolves to whether it is fresh now. All it prints goes to
 * standard error; it prints nothing when there is nothing to do.
 * @param {{ root?: string, build?: () => Promise<number> }} [options]
 * @returns {Promise<boolean>}
 */
export async function ensureBuild({ root = projectRoot, build = runBuilder } = {}) {
  if (isBuildFresh(root)) return true;
  const onWait = () => say('another process is building: waiting for it');
  return withLock(join(scratchFolder, 'build.lock'), () => isBuildFresh(root) || buildNow(root, build), {
    onWait,
  });
}

/** @param {string} root @param {() => Promise<number>} build */
async function buildNow(root, build) {
  say('out/ is missing or older than the sources: building');
  const startedAt = performance.now();
  const fingerprint = fingerprintSources(root);
  markUnbuilt(root);
  const code = await build();
  if (code !== 0) {
    say(`failed (exit code ${code})`);
    return false;
  }
  markBuilt(root, fingerprint);
  say(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return true;
}

function runBuilder() {
  const args = [join(projectRoot, BUILDER), 'build', '--logLevel', 'warn'];
  return runInherit(nodeOrExit(), args, { cwd: projectRoot, stdio: TO_STDERR });
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`build: ${text}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await ensureBuild()) ? 0 : 1;
}
