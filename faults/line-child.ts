import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a process ended. */
export type Ending = { code: number | null; signal: NodeJS.Signals | null; stderr: string };

/** A process that speaks in lines of JSON. */
export type LineChild = {
  readonly pid: number;
  send(message: unknown): void;
  /** Its next line; null once it has ended and said everything. */
  next(): Promise<unknown>;
  /** SIGKILL to the process and to every process it started. */
  kill(): void;
  readonly ended: Promise<Ending>;
};

/** How such a process is started. */
type LineChildOptions = {
  before?: readonly string[];
  env?: Record<string, string>;
  execArgv?: readonly string[];
};

/** Starts a program of its own process group; `before` may be a tracer and its options, `execArgv` options of Node. */
export function startLineChild(
  program: string,
  args: readonly string[],
  { before = [], env = {}, execArgv = [] }: LineChildOptions = {},
): LineChild {
  const [command = '', ...rest] = [...before, process.execPath, ...execArgv, program, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr = (stderr + bytes.toString()).slice(-20_000)));
  child.stdin.on('error', () => undefined);
  const lines: unknown[] = [];
  let isOver = false;
  let wake = () => {};
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    if (line.startsWith('{')) lines.push(JSON.parse(line));
    wake();
  });
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (code, signal) => {
      isOver = true;
      wake();
      resolve({ code, signal, stderr });
    });
  });
  return {
    pid,
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    async next() {
      while (lines.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
      return lines.shift() ?? null;
    },
    kill() {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    },
    ended,
  };
}
