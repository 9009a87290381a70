import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Child, SpawnChild } from '@core/ports';
import { builtFolder } from './built-folder';
import { createChildExit } from './child-exit';
import { childEnvironment, childExecArgv, childFolder } from './child-settings';
import { yieldProcessor } from './yield-processor';

/** Starts children with Node's `fork`, whose `advanced` channel keeps NaN and typed arrays as they are. */
export function forkChildren(
  folder: URL = builtFolder,
  env: NodeJS.ProcessEnv = process.env,
  execArgv: readonly string[] = childExecArgv,
): SpawnChild {
  return (entry) => {
    const child = fork(fileURLToPath(new URL(`${entry}.js`, folder)), [], {
      cwd: childFolder(),
      // Out of the terminal's group: Ctrl+C is for the host, which then stops its children at a checkpoint.
      detached: process.platform !== 'win32',
      env: childEnvironment(env),
      execArgv: [...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (entry === 'trainer') yieldProcessor(child.pid);
    return childOf(child);
  };
}

/** How long an ended child's last messages may take to arrive. */
const lastWordsMs = 1_000;

function childOf(child: ChildProcess): Child {
  const exit = createChildExit();
  child.once('error', () => {
    if (child.pid === undefined) exit.tell({ code: null, signal: null });
  });
  child.once('exit', (code, signal) => {
    // `close` comes when everything the child sent has been read, but never while a grandchild holds its stderr.
    const late = setTimeout(() => exit.tell({ code, signal }), lastWordsMs);
    child.once('close', () => {
      clearTimeout(late);
      exit.tell({ code, signal });
    });
  });
  return {
    pid: child.pid,
    stderr: child.stderr,
    send(message) {
      if (child.connected) child.send(message as never, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit: exit.onExit,
    kill(signal = 'SIGKILL') {
      child.kill(signal);
    },
  };
}
