import { cpus } from 'node:os';
import type { Child } from './child';

/** Watches how much of the machine others use while a row is measured: two cores that are busy elsewhere make a table of noise. */
export type Disturbance = {
  /** Counts a child's work as ours. */
  watch(child: Child): Child;
  /** Counts so much processor time of another process as ours. */
  count(cpuMs: number): void;
  /** Share (0 to 1) of all cores that processes outside the bench have used since the last call. */
  sinceLast(): number;
};

/** Starts watching. */
export function watchDisturbance(): Disturbance {
  const own = new Map<Child, number>();
  let counted = 0;
  let mark = reading();
  return {
    watch(child) {
      own.set(child, 0);
      return {
        async ask(question) {
          const answer = await child.ask(question);
          own.set(child, answer.cpuMs);
          return answer;
        },
        stop: () => child.stop(),
      };
    },
    count(cpuMs) {
      counted += cpuMs;
    },
    sinceLast() {
      const now = reading();
      const children = [...own.values()].reduce((sum, ms) => sum + ms, 0);
      const others = now.busyMs - mark.busyMs - (now.selfMs - mark.selfMs) - children - counted;
      const share = others / Math.max(1, now.allMs - mark.allMs);
      mark = now;
      own.clear();
      counted = 0;
      return Math.max(0, share);
    },
  };
}

function reading() {
  const times = cpus().map((core) => core.times);
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  const allMs = busyMs + times.reduce((sum, { idle }) => sum + idle, 0);
  const { user, system } = process.cpuUsage();
  return { busyMs, allMs, selfMs: (user + system) / 1000 };
}
