import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command printed, and how it ended. */
export type CliEnding = {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
};

/** A command that takes longer hangs, and is ended. */
const hangsMs = 60_000;

/** Runs one command of the built program as a person does; `before` may be a tracer and its options. */
export function runCli(
  home: string,
  args: readonly string[],
  before: readonly string[] = [],
): Promise<CliEnding> {
  const [command = '', ...rest] = [
    ...before,
    process.execPath,
    resolve('out/main/cli.js'),
    '--home',
    home,
    ...args,
  ];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: hangsMs,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, stdout, stderr })));
}
