// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a command on this process's own streams, passes signals on to it, and resolves to its exit code
 * (128 + number when a signal ended it, 127 when it cannot be started).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions,
 *   onOutput?: ((text: string) => void) | undefined }} [options] `onOutput` sees standard output, which is still passed on
 * @returns {Promise<number>}
 */
export function runInherit(command, args, { cwd, env, stdio = 'inherit', onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: onOutput ? ['inherit', 'pipe', 'inherit'] : stdio,
    });
    child.stdout?.on('data', (bytes) => {
      process.stdout.write(bytes);
      onOutput?.(String(bytes));
    });
    const handlers = FORWARDED.map((name) => {
      const handler = () => {
        if (!reachesChildAnyway(name)) child.kill(name);
      };
      process.on(name, handler);
      return { name, handler };
    });
    const settle = (/** @type {number} */ code) => {
      for (const { name, handler } of handlers) process.removeListener(name, handler);
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${command} cannot be started: ${error.message}\n`);
      settle(127);
    });
    const end = onOutput ? 'close' : 'exit';
    child.on(end, (/** @type {number | null} */ code, /** @type {NodeJS.Signals | null} */ signal) =>
      settle(code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  });
}

/** Ctrl+C on a terminal goes to the child by itself; twice would read as "stop at once". @param {NodeJS.Signals} name */
function reachesChildAnyway(name) {
  return name === 'SIGINT' && process.stdin.isTTY === true;
}
