// @ts-check
import { statfsSync } from 'node:fs';
import { compileBinding, findCompiler, linkBinding } from './compile.js';
import { findPip } from './pip.js';
import { say } from './report.js';
import { takeHeaders, takeLibraries } from './unpack.js';
import { cachedWheel, isInCache } from './wheel-cache.js';
import { wheels } from './wheel-table.js';

const NEEDED_BYTES = 1.3e9;

/**
 * The engine made from the TensorFlow wheel: its library, and the binding in `folder` compiled against its headers.
 * @param {string} folder a copy of the tfjs-node package
 * @param {AbortSignal} signal
 * @returns {Promise<import('./index.js').Outcome>}
 */
export async function installFromWheel(folder, signal) {
  const wheel = wheels[`${process.platform}-${process.arch}`];
  if (!wheel)
    return { ok: false, why: `no TensorFlow wheel is known for ${process.platform} ${process.arch}` };
  const compiler = await findCompiler(signal);
  const pip = isInCache(wheel) || (await findPip(signal)) !== null;
  const missing = [compiler.ok ? '' : compiler.why, pip ? '' : 'python3 with pip is not there'].filter(
    Boolean,
  );
  if (missing.length > 0) return { ok: false, why: missing.join(', ') };
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < NEEDED_BYTES)
    return { ok: false, why: `the disk of ${folder} has less than 1.3 GB free` };

  const cached = await cachedWheel(wheel, signal);
  if (!cached.ok) return cached;
  say('taking the headers out of the wheel');
  await takeHeaders(cached.path, folder, signal);
  say('compiling the binding with g++ while the library is unpacked');
  const [compiled] = await Promise.all([
    compileBinding(folder, signal),
    takeLibraries(cached.path, folder, signal),
  ]);
  const linked = compiled.ok ? await linkBinding(folder, signal) : compiled;
  return linked.ok ? { ok: true, facts: { wheelSha256: wheel.sha256 } } : linked;
}
