// @ts-check
import { fileURLToPath } from 'node:url';
import { lastWords, runChild } from '../child.js';
import { ensureNode } from '../ensure-node.js';

const TIMEOUT_MS = 120_000;
const CHILD = fileURLToPath(new URL('smoke-child.js', import.meta.url));

/**
 * Loads the tfjs-node in `folder` in a process of its own, under the Node the product runs on, and computes with it.
 * @param {string} folder
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ ok: true, tensorflow: string } | { ok: false, why: string }>}
 */
export async function smokeTest(folder, signal) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' };
  const result = await runChild(runtimeNode(), [CHILD, folder], { env, timeoutMs: TIMEOUT_MS, signal });
  if (!result.ok) return { ok: false, why: lastWords(result, 3) };
  const { tensorflow } = JSON.parse(result.output.trim().split('\n').at(-1) ?? '{}');
  return { ok: true, tensorflow };
}

/** The Node that the product will run on, or this one when that is not there. */
export function runtimeNode() {
  try {
    return ensureNode();
  } catch {
    return process.execPath; // the addon serves an old Node just as well
  }
}
