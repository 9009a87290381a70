// @ts-check
import { cpSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stagingRoot, tfjsNodeFolder } from './places.js';
import { stampName } from './stamp.js';

const ENGINE_PARTS = ['deps', 'lib', stampName];

/**
 * A fresh copy of the tfjs-node package without an engine; `require` inside it finds the project's node_modules.
 * Call it only under the install lock: what an earlier, killed install left is swept away.
 */
export function openStaging() {
  sweepStaging();
  const folder = join(stagingRoot, String(process.pid), 'tfjs-node');
  mkdirSync(folder, { recursive: true });
  const isEngine = (/** @type {string} */ path) =>
    ENGINE_PARTS.some((part) => path === join(tfjsNodeFolder, part));
  cpSync(tfjsNodeFolder, folder, { recursive: true, filter: (path) => !isEngine(path) });
  return folder;
}

/** Moves a finished and tested engine from staging into the package; the stamp goes first and comes last. @param {string} folder */
export function commitStaging(folder) {
  removeEngine();
  for (const part of ENGINE_PARTS) renameSync(join(folder, part), join(tfjsNodeFolder, part));
  sweepStaging();
}

/** Removes every staging folder. */
export function sweepStaging() {
  rmSync(stagingRoot, { recursive: true, force: true });
}

/** Removes an engine that is damaged or belongs to another version, so that the package does not load half of it. */
export function removeEngine() {
  for (const part of [...ENGINE_PARTS].reverse())
    rmSync(join(tfjsNodeFolder, part), { recursive: true, force: true });
}
