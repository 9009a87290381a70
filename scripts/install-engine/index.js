// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from '../lock.js';
import { advise } from './advice.js';
import { findInstalledEngine } from './installed.js';
import { installOfficial } from './official.js';
import { installLock, tfjsNodeFolder, wasmReasonFile } from './places.js';
import { say } from './report.js';
import { restorePackage } from './restore-package.js';
import { smokeTest } from './smoke-test.js';
import { commitStaging, openStaging, removeEngine, sweepStaging } from './staging.js';
import { writeStamp } from './stamp.js';
import { installFromWheel } from './wheel.js';

/**
 * @typedef {{ ok: true, facts: { wheelSha256?: string } } | { ok: false, why: string }} Outcome
 * @typedef {object} Way
 * @property {'official' | 'wheel'} source
 * @property {string} name
 * @property {(folder: string, signal: AbortSignal) => Promise<Outcome>} install builds the engine in a copy of the package
 */

/** @type {Way[]} */
const WAYS = [
  { source: 'official', name: 'the official download', install: installOfficial },
  { source: 'wheel', name: 'the TensorFlow wheel', install: installFromWheel },
];
const INTERRUPTIONS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Puts native TensorFlow under @tensorflow/tfjs-node if this machine allows it, else records why WASM is used.
 * What fails on the machine, or an interruption, is no failure of the install; only a mistake in these scripts throws.
 * @param {AbortSignal} signal
 */
export async function installEngine(signal) {
  if (process.env.METRIC_WORKBENCH_ENGINE === 'wasm')
    return useWasm('METRIC_WORKBENCH_ENGINE=wasm asks for it');
  const onWait = () => say('another install is at work in this folder: waiting for it');
  await withLock(installLock, () => installLocked(signal), { onWait });
}

/** @param {AbortSignal} signal */
async function installLocked(signal) {
  const missing = await restorePackage(signal);
  if (missing) return useWasm(missing);
  const engine = await findInstalledEngine(tfjsNodeFolder, signal);
  if (engine) return useNative(`TensorFlow ${engine.tensorflow}, already installed (${engine.source})`);
  if (signal.aborted) return;
  const failures = [];
  for (const way of WAYS) {
    say(`trying ${way.name}`);
    const why = await tryWay(way, signal);
    if (why === null) return;
    if (signal.aborted) return useWasm('the install was interrupted; "npm run postinstall" tries again');
    say(`not by ${way.name}: ${why}`);
    failures.push({ way: way.name, why });
  }
  removeEngine();
  for (const line of advise(failures.map(({ why }) => why))) say(line);
  useWasm(failures.map(({ way, why }) => `${way}: ${why}`).join('; '));
}

/** Null when the engine is in place, else why not. @param {Way} way @param {AbortSignal} signal */
async function tryWay({ source, name, install }, signal) {
  try {
    const folder = openStaging();
    const installed = await install(folder, signal);
    if (!installed.ok) return installed.why;
    say('testing it');
    const tested = await smokeTest(folder, signal);
    if (!tested.ok) return `it does not work here: ${tested.why}`;
    await writeStamp(folder, { source, tensorflow: tested.tensorflow, ...installed.facts });
    if (signal.aborted) return 'interrupted';
    commitStaging(folder);
    useNative(`TensorFlow ${tested.tensorflow}, by ${name}`);
    return null;
  } catch (error) {
    if (isOfThisMachine(error)) return /** @type {Error} */ (error).message;
    throw error;
  } finally {
    sweepStaging();
  }
}

/** Errors of the system (disk full, no permission) and interruptions, not programming errors. @param {unknown} error */
function isOfThisMachine(error) {
  return error instanceof Error && 'code' in error && !(error instanceof TypeError);
}

/** @param {string} text */
function useNative(text) {
  rmSync(wasmReasonFile, { force: true });
  say(`native will be used: ${text}`);
}

/** @param {string} why */
function useWasm(why) {
  mkdirSync(dirname(wasmReasonFile), { recursive: true });
  writeFileSync(wasmReasonFile, `${JSON.stringify({ engine: 'wasm', why }, null, 2)}\n`);
  say(`WASM will be used: ${why}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const interruption = new AbortController();
  for (const name of INTERRUPTIONS) process.on(name, () => interruption.abort());
  await installEngine(interruption.signal);
}
