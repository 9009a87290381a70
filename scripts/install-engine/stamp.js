// @ts-check
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256OfFile } from './digest.js';

const STAMP = 'metric-workbench-engine.json';
const HASHED_UP_TO_BYTES = 16_000_000; // the addon; the 800 MB libraries are held to their size

/**
 * @typedef {object} Stamp
 * @property {'official' | 'wheel'} source
 * @property {string} tensorflow
 * @property {string} tfjsNode
 * @property {string} host platform-arch
 * @property {string} [wheelSha256]
 * @property {{ path: string, bytes: number, sha256?: string }[]} files below the package's folder
 */

/** Writes beside the engine in `folder` what was installed. @param {string} folder @param {Omit<Stamp, 'files' | 'tfjsNode' | 'host'>} facts */
export async function writeStamp(folder, facts) {
  const files = [];
  for (const part of ['lib', 'deps/lib']) {
    for (const path of await listFiles(join(folder, part))) files.push(await describe(folder, path));
  }
  const stamp = { ...facts, tfjsNode: packageVersion(folder), host: host(), files };
  writeFileSync(join(folder, STAMP), `${JSON.stringify(stamp, null, 2)}\n`);
}

/**
 * The stamp of the engine in `folder` if every file is as it was installed, for this version and this machine; else null.
 * @param {string} folder
 * @returns {Promise<Stamp | null>}
 */
export async function readIntactStamp(folder) {
  const path = join(folder, STAMP);
  if (!existsSync(path)) return null;
  try {
    /** @type {Stamp} */
    const stamp = JSON.parse(readFileSync(path, 'utf8'));
    if (stamp.host !== host() || stamp.tfjsNode !== packageVersion(folder) || stamp.files.length === 0)
      return null;
    for (const { path: file, bytes, sha256 } of stamp.files) {
      if (statSync(join(folder, file)).size !== bytes) return null;
      if (sha256 && (await sha256OfFile(join(folder, file))) !== sha256) return null;
    }
    return stamp;
  } catch {
    return null; // unreadable or a file is gone: install again
  }
}

/** The name of the stamp file inside the package. */
export const stampName = STAMP;

/** @param {string} folder @param {string} path */
async function describe(folder, path) {
  const bytes = statSync(path).size;
  const entry = { path: relative(folder, path).split(sep).join('/'), bytes };
  return bytes > HASHED_UP_TO_BYTES ? entry : { ...entry, sha256: await sha256OfFile(path) };
}

/** @param {string} folder */
async function listFiles(folder) {
  const names = await readdir(folder, { recursive: true });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

/** @param {string} folder */
function packageVersion(folder) {
  return /** @type {string} */ (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
}

function host() {
  return `${process.platform}-${process.arch}`;
}
