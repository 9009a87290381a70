// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lastWords, runChild } from '../child.js';
import { headersFolder, libraryNames } from './unpack.js';

const COMPILER = 'g++';
const TIMEOUT_MS = 10 * 60_000;
const SOURCES = ['tfjs_backend', 'tfjs_binding'];
const FLAGS = ['-O2', '-std=c++17', '-fPIC', '-DNAPI_VERSION=8', '-DBUILDING_NODE_EXTENSION'];

/** @typedef {{ ok: true } | { ok: false, why: string }} Outcome */

/** Whether there is a compiler, and the Node-API headers. @param {AbortSignal} signal @returns {Promise<Outcome>} */
export async function findCompiler(signal) {
  if (!(await runChild(COMPILER, ['--version'], { timeoutMs: 20_000, signal })).ok) {
    return { ok: false, why: `${COMPILER} is not there` };
  }
  const headers = nodeApiHeaders();
  return headers ? { ok: true } : { ok: false, why: 'the npm package node-api-headers is not installed' };
}

/** Compiles the binding's sources to objects, at the same time. @param {string} folder @param {AbortSignal} signal @returns {Promise<Outcome>} */
export async function compileBinding(folder, signal) {
  const includes = ['.', '..', headersFolder(folder), nodeApiHeaders() ?? ''].map((path) => `-I${path}`);
  const results = await Promise.all(
    SOURCES.map((name) =>
      run(folder, signal, [...FLAGS, ...includes, '-c', `binding/${name}.cc`, '-o', object(folder, name)]),
    ),
  );
  return results.find((result) => !result.ok) ?? { ok: true };
}

/** Links objects and libraries to the addon that the package looks for. @param {string} folder @param {AbortSignal} signal @returns {Promise<Outcome>} */
export async function linkBinding(folder, signal) {
  const addon = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
  mkdirSync(dirname(addon), { recursive: true });
  const objects = SOURCES.map((name) => object(folder, name));
  const libraries = ['-Ldeps/lib', ...libraryNames.map((name) => `-l:${name}`)];
  return run(folder, signal, [
    '-shared',
    ...objects,
    '-o',
    addon,
    ...libraries,
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ]);
}

/** @param {string} folder @param {AbortSignal} signal @param {string[]} args @returns {Promise<Outcome>} */
async function run(folder, signal, args) {
  const result = await runChild(COMPILER, args, { cwd: folder, timeoutMs: TIMEOUT_MS, signal });
  return result.ok ? { ok: true } : { ok: false, why: `the compiler failed: ${lastWords(result, 4)}` };
}

/** @param {string} folder @param {string} name */
function object(folder, name) {
  return join(folder, '..', `${name}.o`);
}

function nodeApiHeaders() {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('node-api-headers')), 'include');
    return existsSync(join(folder, 'node_api.h')) ? folder : null;
  } catch {
    return null;
  }
}
