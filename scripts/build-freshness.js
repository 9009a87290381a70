// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src', 'resources', 'electron.vite.config.ts', 'package.json'];
const STAMP = join('out', '.built-from');
const ENTRY = join('out', 'main', 'cli.js');
const NOT_BUILT = /\.(test|check)\.ts$/;

/** Whether `out/` below `root` was built from the sources as they are now; a few milliseconds. @param {string} root */
export function isBuildFresh(root) {
  const stamp = join(root, STAMP);
  if (!existsSync(stamp) || !existsSync(join(root, ENTRY))) return false;
  return readFileSync(stamp, 'utf8') === fingerprintSources(root);
}

/** A hash of path, size and time of change of every file the build reads; tests are left out. @param {string} root */
export function fingerprintSources(root) {
  /** @type {string[]} */
  const lines = [];
  for (const source of SOURCES) describe(lines, root, source);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** Says that `out/` is finished, and from what. @param {string} root @param {string} fingerprint taken before the build began */
export function markBuilt(root, fingerprint) {
  writeFileSync(join(root, STAMP), fingerprint);
}

/** Says that `out/` is not finished, before a build begins. @param {string} root */
export function markUnbuilt(root) {
  rmSync(join(root, STAMP), { force: true });
}

/** @param {string[]} lines @param {string} root @param {string} path relative to root */
function describe(lines, root, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) {
    lines.push(`${path}\0${stats.size}\0${stats.mtimeMs}`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) {
    if (!NOT_BUILT.test(name)) describe(lines, root, `${path}/${name}`);
  }
}
