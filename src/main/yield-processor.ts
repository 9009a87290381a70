import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The trainer yields to the page and the host: it takes the processor only when they leave it. */
const trainerPriority = 10;

/** That of its whole session, where Linux shares the processor between sessions first: a third of what others get. */
const sessionPriority = 5;

/** Linux takes one such change in a tenth of a second, from all processes of a user together. */
const againMs = 150;
const attempts = 10;

/**
 * Lowers the priority of a process, and of its session if it has one of its own. A process that is gone, or a system
 * that forbids it or knows no sessions, is no fault: training is as correct at normal priority.
 */
export function yieldProcessor(pid: number | undefined): void {
  if (pid === undefined) return;
  attempt(() => setPriority(pid, trainerPriority));
  lowerSession(pid, attempts);
}

/** Under `autogroup` the kernel weighs priorities only inside a session; between them the session's own counts. */
function lowerSession(pid: number, left: number): void {
  const file = `/proc/${pid}/autogroup`;
  const session = attempt(() => sessionOf(file));
  if (session === undefined || session === attempt(() => sessionOf('/proc/self/autogroup'))) return;
  const isDone = attempt(() => (writeFileSync(file, String(sessionPriority), { flag: 'r+' }), true));
  if (!isDone && left > 1) setTimeout(() => lowerSession(pid, left - 1), againMs).unref();
}

/** What stands before the priority: "/autogroup-27 nice 0". */
const sessionOf = (file: string): string | undefined => readFileSync(file, 'utf8').split(' ')[0];

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
