import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Why calls cannot be made to fail here, or null: Linux with a C compiler. */
export function noPreload(): string | null {
  if (process.platform !== 'linux') return 'a library that fails calls is preloaded on Linux only';
  const { error } = spawnSync('cc', ['--version']);
  return error ? 'there is no C compiler (apt-get install gcc libc6-dev)' : null;
}

/** Compiles `fail-calls.c`; gives the environment that preloads it. */
export function preloadFailCalls(): Record<string, string> {
  const library = resolve('node_modules/.cache/metric-workbench/fail-calls.so');
  mkdirSync(dirname(library), { recursive: true });
  const args = ['-shared', '-fPIC', '-O1', '-o', library, 'faults/preload/fail-calls.c', '-ldl', '-lpthread'];
  const { status, stderr } = spawnSync('cc', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`fail-calls.c does not compile: ${stderr}`);
  // One thread beside the main one, so that calls come in nearly the same order each time.
  return { LD_PRELOAD: library, UV_THREADPOOL_SIZE: '1' };
}
