// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, runChild } from '../child.js';
import { largestFile } from './largest-file.js';
import { say, showProgress } from './report.js';

const TIMEOUT_MS = 30 * 60_000;
const POLL_MS = 500;
const WAYS = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

/**
 * Downloads the wheel with whatever pip is there, and so through the index that pip is set up for.
 * @param {import('./wheel-table.js').Wheel} wheel
 * @param {string} folder an empty folder of ours
 * @param {AbortSignal} signal
 * @returns {Promise<{ ok: true, path: string } | { ok: false, why: string }>}
 */
export async function downloadWheel(wheel, folder, signal) {
  const pip = await findPip(signal);
  if (!pip) return { ok: false, why: 'python3 with pip is not there' };
  say(`downloading ${wheel.file} (${(wheel.bytes / 1e6).toFixed(0)} MB) with ${pip.join(' ')}`);
  const [command = '', ...first] = pip;
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const progress = showProgress('downloaded', wheel.bytes);
  const timer = setInterval(() => progress.update(largestFile(folder)), POLL_MS);
  const result = await runChild(command, [...first, ...downloadArguments(wheel, folder)], {
    env: { ...process.env, TMPDIR: temporary, PIP_NO_INPUT: '1' },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  clearInterval(timer);
  progress.update(largestFile(folder));
  progress.end();
  if (!result.ok) return { ok: false, why: `pip could not download TensorFlow: ${lastWords(result)}` };
  const path = join(folder, wheel.file);
  return existsSync(path)
    ? { ok: true, path }
    : { ok: false, why: `pip brought another file than ${wheel.file}` };
}

/** The command line of a pip that works, or null. @param {AbortSignal} signal */
export async function findPip(signal) {
  for (const way of WAYS) {
    const [command = '', ...first] = way;
    if ((await runChild(command, [...first, '--version'], { timeoutMs: 20_000, signal })).ok) return way;
  }
  return null;
}

/** @param {import('./wheel-table.js').Wheel} wheel @param {string} folder */
function downloadArguments(wheel, folder) {
  return [
    ...[
      'download',
      `tensorflow-cpu==${wheel.tensorflow}`,
      '--no-deps',
      '--only-binary',
      ':all:',
      '--dest',
      folder,
    ],
    ...[
      '--python-version',
      wheel.python,
      '--implementation',
      'cp',
      '--abi',
      wheel.abi,
      '--platform',
      wheel.platform,
    ],
    ...[
      '--no-cache-dir',
      '--progress-bar',
      'off',
      '--disable-pip-version-check',
      '--retries',
      '2',
      '--timeout',
      '15',
    ],
  ];
}
