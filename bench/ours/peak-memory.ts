import { readFileSync } from 'node:fs';

/** Largest resident memory of this process. Linux keeps it for the program itself; `maxRSS` also counts what forked it. */
export function peakMb(): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found) return Number(found[1]) / 1024;
  } catch {
    // not Linux
  }
  return process.resourceUsage().maxRSS / 1024;
}
