import type { SpawnChild } from '@core/ports';

/** One of the two streams a command writes to; `columns` is undefined where there is no terminal. */
export type TextStream = {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
};

/** Everything a command line touches outside itself, so that a test can stand in for the terminal. */
export type CliIo = {
  stdout: TextStream;
  stderr: TextStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Relative paths in arguments start here. */
  cwd: string;
  /** Milliseconds of a clock that never goes back. */
  monotonicMs(): number;
  /** Calls the listener for every Ctrl+C or request to end, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
  /** How trainers and importers are started; Node's fork when absent. */
  spawn?: SpawnChild;
  /** Ends the program at once, with no clean-up. */
  exitNow(code: number): void;
};
