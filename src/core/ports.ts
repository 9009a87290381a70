import type { Readable } from 'node:stream';

/** A child process as the core sees it; Node's fork and Electron's utility process both fit. */
export type Child = {
  readonly pid: number | undefined;
  readonly stderr: Readable | null;
  /** Structured clone: typed arrays and NaN survive. Silently dropped after the child's end. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once; `code` is null when a signal ended it. Also called when it could not be started. */
  onExit(listener: (exit: { code: number | null; signal: string | null }) => void): void;
  /** SIGKILL at once, or SIGTERM, which is no more than a request. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): void;
};

/** Starts the program `entry` (built file beside the host's own) as a child with an allow-listed environment. */
export type SpawnChild = (entry: 'trainer' | 'importer') => Child;

/** Time as an argument: wall time only for display, monotonic time for durations. */
export type Clock = { now(): Date; monotonicMs(): number };

export const systemClock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };
