import { existsSync, readFileSync, rmSync } from 'node:fs';
import { startLineChild, type Ending } from '../line-child';

/** The n-th call of a kind fails, or the process is killed at it. */
export type Injection = { calls: string; fault: 'ENOSPC' | 'EIO' | 'KILL'; n: number };

/** What a process told, how it ended, and whether the fault was really injected. */
export type Injected = { lines: unknown[]; ending: Ending; fired: boolean };

/** Runs a program under a fault. Calls are counted in each thread for itself; there is one besides the main one. */
export async function runWith(
  { calls, fault, n }: Injection,
  program: string,
  args: readonly string[],
  traceFile: string,
  cache: string,
): Promise<Injected> {
  // Through the seccomp filter only the calls in question stop; but a signal is not delivered there.
  const what = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
  const before = [
    ...['strace', '-f', ...(fault === 'KILL' ? [] : ['--seccomp-bpf']), '-o', traceFile],
    ...['-e', `trace=${calls}`],
    ...['-e', `inject=${calls}:${what}:when=${n}`],
  ];
  const env = { UV_THREADPOOL_SIZE: '1', NODE_COMPILE_CACHE: cache };
  const child = startLineChild(program, args, { before, env });
  const lines: unknown[] = [];
  for (let line = await child.next(); line !== null; line = await child.next()) lines.push(line);
  const ending = await child.ended;
  const trace = existsSync(traceFile) ? readFileSync(traceFile, 'latin1') : '';
  rmSync(traceFile, { force: true });
  const wasKilled = ending.signal === 'SIGKILL' || ending.code === 137;
  const fired = fault === 'KILL' ? wasKilled : trace.includes('(INJECTED)');
  return { lines, ending, fired };
}
