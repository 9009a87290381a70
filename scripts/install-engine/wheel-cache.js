// @ts-check
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../lock.js';
import { sha256OfFile } from './digest.js';
import { downloadWheel } from './pip.js';
import { cacheFolder } from './places.js';
import { say } from './report.js';

const PARTIAL = 'partial-';

/**
 * Path of the wheel in the user's cache, its SHA-256 checked now; downloaded once when it is not there or is damaged.
 * @param {import('./wheel-table.js').Wheel} wheel
 * @param {AbortSignal} signal
 * @param {{ cache?: string, download?: typeof downloadWheel }} [options]
 * @returns {Promise<{ ok: true, path: string } | { ok: false, why: string }>}
 */
export async function cachedWheel(wheel, signal, { cache = cacheFolder(), download = downloadWheel } = {}) {
  const folder = folderOf(wheel, cache);
  mkdirSync(folder, { recursive: true });
  const onWait = () => say('another install is fetching the same wheel: waiting for it');
  return withLock(
    join(cache, 'wheels', `${wheel.sha256}.lock`),
    async () => {
      sweepPartial(folder);
      const path = join(folder, wheel.file);
      if (await isIntact(path, wheel)) {
        say(`the wheel of TensorFlow ${wheel.tensorflow} is in the cache, its SHA-256 is right`);
        return { ok: true, path };
      }
      return fetchInto(path, folder, wheel, signal, download);
    },
    { onWait },
  );
}

/** Whether the cache has the wheel, by its name alone. @param {import('./wheel-table.js').Wheel} wheel */
export function isInCache(wheel, cache = cacheFolder()) {
  return existsSync(join(folderOf(wheel, cache), wheel.file));
}

/** @param {import('./wheel-table.js').Wheel} wheel @param {string} cache */
function folderOf(wheel, cache) {
  return join(cache, 'wheels', wheel.sha256);
}

/** @param {string} path @param {string} folder @param {import('./wheel-table.js').Wheel} wheel @param {AbortSignal} signal @param {typeof downloadWheel} download */
async function fetchInto(path, folder, wheel, signal, download) {
  const partial = mkdtempSync(join(folder, PARTIAL));
  try {
    const fetched = await download(wheel, partial, signal);
    if (!fetched.ok) return fetched;
    if (!(await isIntact(fetched.path, wheel))) {
      return {
        ok: /** @type {const} */ (false),
        why: `the downloaded wheel does not have SHA-256 ${wheel.sha256}`,
      };
    }
    renameSync(fetched.path, path);
    say(`the wheel's SHA-256 is right; kept in ${folder}`);
    return { ok: /** @type {const} */ (true), path };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {string} path @param {import('./wheel-table.js').Wheel} wheel */
async function isIntact(path, wheel) {
  if (!existsSync(path)) return false;
  if (statSync(path).size === wheel.bytes && (await sha256OfFile(path)) === wheel.sha256) return true;
  say(`${path} is damaged: removed`);
  rmSync(path, { force: true });
  return false;
}

/** What a killed install left; nobody else writes here while the lock is held. @param {string} folder */
function sweepPartial(folder) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(PARTIAL)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
