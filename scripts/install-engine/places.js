// @ts-check
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { projectRoot, scratchFolder } from '../project.js';

/** The installed package that gets the native engine. */
export const tfjsNodeFolder = join(projectRoot, 'node_modules', '@tensorflow', 'tfjs-node');

/** Why WASM is used, for `doctor`; absent when the native engine is installed. */
export const wasmReasonFile = join(scratchFolder, 'engine.json');

/** Held by the one install at work in this checkout. */
export const installLock = join(scratchFolder, 'install-engine.lock');

/** Where unfinished engines are built: on the file system of node_modules, so that a rename puts them into place. */
export const stagingRoot = join(scratchFolder, 'engine-staging');

/** The user's cache folder; `XDG_CACHE_HOME` counts only when it is absolute, as its specification says. */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME;
  return join(base && isAbsolute(base) ? base : join(homedir(), '.cache'), 'metric-workbench');
}
