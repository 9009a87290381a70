import { readFileSync } from 'node:fs';

/**
 * Polls until a process has ended; gives after how many milliseconds, or null when it lives on for half a minute. One that has
 * ended and waits for its parent to take notice has ended.
 */
export async function goneAfter(pid: number): Promise<number | null> {
  const began = performance.now();
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (isGone(pid)) return performance.now() - began;
    await new Promise((next) => setTimeout(next, 25));
  }
  return null;
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' && /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
}
