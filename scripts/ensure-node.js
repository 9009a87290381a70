// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project.js';

const OLDEST_MAJOR = 22;
const OLDEST_NAPI = 10;

/**
 * Path of a Node that can run the product: this one if it can, else the one the `node` npm package brought.
 * Throws an Error that says what to do when there is none.
 * @param {{ versions?: NodeJS.ProcessVersions, root?: string }} [options]
 * @returns {string}
 */
export function ensureNode({ versions = process.versions, root = projectRoot } = {}) {
  if (isSuitable(versions)) return process.execPath;
  const bundled = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `Node ${versions.node} is too old to run the workbench and node_modules/node/bin/node is not there. ` +
      `Run "npm ci" without --ignore-scripts, or use Node ${OLDEST_MAJOR} or newer.`,
  );
}

/** The same, for a script that can do nothing without it: prints what to do and ends the process. */
export function nodeOrExit() {
  try {
    return ensureNode();
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    return process.exit(1);
  }
}

/** Whether a Node with these versions can run the product: Node >= 22 and Node-API >= 10. @param {NodeJS.ProcessVersions} versions */
export function isSuitable(versions) {
  return Number.parseInt(versions.node, 10) >= OLDEST_MAJOR && Number(versions.napi) >= OLDEST_NAPI;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = ensureNode();
  console.log(path, spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim());
}
