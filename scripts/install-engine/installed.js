// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../child.js';
import { runtimeNode, smokeTest } from './smoke-test.js';
import { readIntactStamp, writeStamp } from './stamp.js';

const LOADS = 'process.dlopen({ exports: {} }, process.argv[1])';

/**
 * What engine the tfjs-node in `folder` has, checked now: a stamped one that is intact and loads, or one that tfjs-node's
 * own install script left and that computes (it gets a stamp); null when there is none that works.
 * @param {string} folder
 * @param {AbortSignal} signal
 * @returns {Promise<{ source: 'official' | 'wheel', tensorflow: string } | null>}
 */
export async function findInstalledEngine(folder, signal) {
  const addon = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
  if (!existsSync(addon)) return null;
  const stamp = await readIntactStamp(folder);
  if (stamp) {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
    const loaded = await runChild(runtimeNode(), ['-e', LOADS, addon], { env, timeoutMs: 60_000, signal });
    return loaded.ok ? stamp : null;
  }
  const isWheel = existsSync(join(folder, 'deps', 'lib', 'libtensorflow_cc.so.2'));
  const tested = await smokeTest(folder, signal);
  if (!tested.ok) return null;
  const facts = {
    source: /** @type {'wheel' | 'official'} */ (isWheel ? 'wheel' : 'official'),
    tensorflow: tested.tensorflow,
  };
  await writeStamp(folder, facts);
  return facts;
}
