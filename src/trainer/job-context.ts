import type { OpenEngine } from './engine';
import type { Reporter } from './report';

/** What a job needs of the process around it. */
export type JobContext = {
  engine: OpenEngine;
  send: Reporter;
  /** Waits while the host is behind with storing events. */
  settled: () => Promise<void>;
  isCancelled: () => boolean;
  monotonicMs: () => number;
  versions: Record<string, string>;
};
