// @ts-check
import { spawn } from 'node:child_process';

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] the child's whole group is ended after that
 * @property {AbortSignal | undefined} [signal] ends the child's whole group
 */

/**
 * @typedef {object} ChildResult
 * @property {boolean} ok exit code 0
 * @property {string} output standard output and error as they came, the last 64 kB
 * @property {string} why one line: what went wrong, or ''
 */

/**
 * Runs a command to its end without a shell and keeps what it printed; never throws for what the child does.
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildResult>}
 */
export function runChild(command, args, { cwd, env, timeoutMs, signal } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let ended = '';
    const group = process.platform !== 'win32';
    const child = spawn(command, args, { cwd, env, detached: group, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = (/** @type {string} */ why) => {
      ended ||= why;
      endGroup(child, group);
    };
    const timer = timeoutMs
      ? setTimeout(() => end(`no end after ${timeoutMs / 1000} s`), timeoutMs)
      : undefined;
    const onAbort = () => end('interrupted');
    const keep = (/** @type {Buffer} */ bytes) => (output = (output + bytes.toString()).slice(-65_536));
    const settle = (/** @type {string} */ failure) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      const why = ended || failure;
      resolve({ ok: why === '', output, why });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => settle(error.message));
    child.on('close', (code, killedBy) =>
      settle(code === 0 ? '' : `${command} ended with ${killedBy ?? code}`),
    );
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
  });
}

/**
 * Why a child failed, as one line: its end, and the last lines that name an error, or else its last lines.
 * @param {ChildResult} result
 * @param {number} [count]
 */
export function lastWords({ output, why }, count = 2) {
  const lines = output
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('at '));
  const errors = lines.filter((line) => /error|failed/i.test(line));
  return [why, ...(errors.length > 0 ? errors : lines).slice(-count)].filter(Boolean).join(' | ');
}

/** @param {import('node:child_process').ChildProcess} child @param {boolean} group */
function endGroup(child, group) {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, 'SIGTERM');
  } catch {
    // it has ended by itself
  }
}
