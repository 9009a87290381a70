import { readdirSync, readFileSync } from 'node:fs';
import { memoryOf } from '../http/start-server';

/** What a process and its children hold at one moment; `minute` since the beginning. */
export type Sample = { minute: number; hostMiB: number; trainerMiB: number; handles: number };

/** Looks at a process through /proc. */
export function sample(pid: number, minute: number): Sample {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return {
    minute,
    hostMiB: memoryOf(pid),
    trainerMiB: Math.max(0, ...children.map((child) => memoryIfThere(Number(child)))),
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** Least-squares slopes, each by the minute. */
export function slopes(samples: readonly Sample[]): Omit<Sample, 'minute'> {
  const of = (key: keyof Sample) => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map((one) => one[key]))];
    const over = samples.reduce((sum, one) => sum + (one.minute - x) * (one[key] - y), 0);
    return over / samples.reduce((sum, one) => sum + (one.minute - x) ** 2, 0);
  };
  return { hostMiB: of('hostMiB'), trainerMiB: of('trainerMiB'), handles: of('handles') };
}

/** A child may end between the look at the list and the look at it. */
function memoryIfThere(pid: number): number {
  try {
    return memoryOf(pid);
  } catch {
    return 0;
  }
}
