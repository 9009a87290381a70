import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { utilityProcess, type UtilityProcess } from 'electron';
import type { Child, SpawnChild } from '@core/ports';
import { builtFolder } from '../built-folder';
import { createChildExit } from '../child-exit';
import { childEnvironment, childExecArgv, childFolder } from '../child-settings';
import { yieldProcessor } from '../yield-processor';

/**
 * Starts children as Electron's utility processes, the only way that works with the `RunAsNode` fuse off. Only
 * after `ready`.
 */
export function utilityChildren(
  folder: URL = builtFolder,
  env: NodeJS.ProcessEnv = process.env,
  kill: Kill = process.kill,
): SpawnChild {
  return (entry) => {
    const child = utilityProcess.fork(fileURLToPath(new URL(`${entry}.js`, folder)), [], {
      serviceName: `mwb-${entry}`,
      stdio: 'pipe',
      env: childEnvironment(env),
      execArgv: [...childExecArgv],
      cwd: childFolder(),
    });
    if (entry === 'trainer') child.once('spawn', () => yieldProcessor(child.pid));
    return childOf(child, kill);
  };
}

type Signal = 'SIGKILL' | 'SIGTERM';
type Kill = (pid: number, signal: Signal) => void;

function childOf(child: UtilityProcess, kill: Kill): Child {
  const exit = createChildExit();
  let isOver = false;
  let killedBy: Signal | null = null;
  child.once('exit', (code) => {
    isOver = true;
    exit.tell(killedBy ? { code: null, signal: killedBy } : { code, signal: null });
  });
  child.on('error', () => undefined);
  child.stdout?.on('data', () => undefined);
  return {
    get pid() {
      return child.pid;
    },
    stderr: child.stderr && new Readable().wrap(child.stderr),
    send(message) {
      if (!isOver) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit: exit.onExit,
    kill(signal = 'SIGKILL') {
      if (isOver) return;
      killedBy = signal;
      if (child.pid === undefined) child.kill();
      else send(child.pid, signal, kill);
    },
  };
}

/** Electron's own `kill` is only SIGTERM, which a trainer deep in a computation does not hear. */
function send(pid: number, signal: Signal, kill: Kill): void {
  try {
    kill(pid, signal);
  } catch {
    // It has ended by itself in the meantime.
  }
}
