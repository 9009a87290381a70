// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { lastWords, runChild } from '../child.js';
import { projectRoot } from '../project.js';
import { largestFile } from './largest-file.js';
import { findUnreachable } from './probe.js';
import { say } from './report.js';

const TIMEOUT_MS = 15 * 60_000;
const REPORT_MS = 5_000;

/**
 * The engine as tfjs-node's own install script brings it, into the copy of the package in `folder`.
 * @param {string} folder
 * @param {AbortSignal} signal
 * @returns {Promise<import('./index.js').Outcome>}
 */
export async function installOfficial(folder, signal) {
  const urls = officialUrls(folder);
  if (urls.length === 0)
    return { ok: false, why: `no official build for ${process.platform} ${process.arch}` };
  const unreachable = await findUnreachable(urls, signal);
  if (unreachable) return { ok: false, why: unreachable };
  say('the official download answers: running the install script of @tensorflow/tfjs-node');
  const timer = setInterval(
    () => say(`${(largestFile(folder) / 1e6).toFixed(0)} MB of the library so far`),
    REPORT_MS,
  );
  const result = await runChild(process.execPath, ['scripts/install.js'], {
    cwd: folder,
    env: {
      ...process.env,
      PATH: [join(projectRoot, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  clearInterval(timer);
  return result.ok
    ? { ok: true, facts: {} }
    : { ok: false, why: `its install script failed: ${lastWords(result)}` };
}

/** What that script downloads on this machine: the library and the addon; empty where nothing is built. @param {string} folder */
function officialUrls(folder) {
  const require = createRequire(join(folder, 'package.json'));
  const names = require(join(folder, 'scripts', 'deps-constants.js'));
  const system = `cpu-${names.PLATFORM_MAPPING[process.platform]}-${names.ARCH_MAPPING[process.arch]}`;
  const isMacArm = system === 'cpu-darwin-arm64'; // has a library of its own, outside the table
  if (!isMacArm && !names.ALL_SUPPORTED_COMBINATION.includes(system)) return [];
  const env = process.env;
  const storage = env.TFJS_NODE_CDN_STORAGE || env.CDN_STORAGE || 'https://storage.googleapis.com/';
  const base = env.TFJS_NODE_BASE_URI || `${storage}tensorflow/libtensorflow/libtensorflow-`;
  const library = isMacArm
    ? `${storage}tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz`
    : `${base}${system}-${names.LIBTENSORFLOW_VERSION}.${names.PLATFORM_EXTENSION}`;
  const { binary, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const napi = Math.min(Number(process.versions.napi), Math.max(...binary.napi_versions));
  const addon = `CPU-${names.PLATFORM_MAPPING[process.platform]}-${version}.${names.PLATFORM_EXTENSION}`;
  return [library, `${binary.host}/napi-v${napi}/${version}/${addon}`];
}
