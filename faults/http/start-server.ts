import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { exchange } from './exchange';

/** The real server in a process of its own. */
export type RunningServer = {
  pid: number;
  port: number;
  /** As it was printed, code included; the code has been used. */
  url: string;
  token: string;
  /** Everything it wrote to standard error so far. */
  stderr(): string;
  /** Resident memory in MiB. */
  memoryMiB(): number;
  /** Status of `/api/health`. */
  health(): Promise<number>;
  stop(): Promise<number | null>;
  /** Its exit code once it has ended; null when a signal ended it. */
  ended: Promise<number | null>;
};

/**
 * Starts `metric-workbench serve` on a home folder, if wanted with a heap of so much, and signs in with its link. `port`: null leaves
 * the choice to it.
 */
export async function startServer(
  home: string,
  heapMiB?: number,
  env: Record<string, string> = {},
  port: number | null = 0,
): Promise<RunningServer> {
  const program = resolve('out/main/cli.js');
  const heap = heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`, '--max-semi-space-size=4'];
  const wish = port === null ? [] : ['--port', String(port)];
  const args = [...heap, program, 'serve', '--no-open', ...wish, '--home', home];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const over = once(child, 'exit').then(([code]) => code as number | null);
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr = (stderr + bytes.toString()).slice(-100_000)));
  const url = await printedLink(createInterface({ input: child.stdout }));
  if (url === null || child.pid === undefined) throw new Error(`The server did not start: ${stderr}`);
  const { port: taken, host, pathname, search } = new URL(url);
  const signedIn = await exchange(
    Number(taken),
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  );
  const token = /set-cookie: mwb_\d+=([\w-]+)/i.exec(signedIn.text)?.[1];
  if (token === undefined) throw new Error(`Signing in was answered with ${signedIn.status}.`);
  const { pid } = child;
  const health = `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`;
  return {
    pid,
    port: Number(taken),
    url,
    token,
    stderr: () => stderr,
    ended: over,
    memoryMiB: () => memoryOf(pid),
    health: async () => (await exchange(Number(taken), health)).status,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      return child.exitCode;
    },
  };
}

async function printedLink(lines: AsyncIterable<string>): Promise<string | null> {
  for await (const line of lines) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line)?.[0];
    if (url) return url;
  }
  return null;
}

/** Resident memory of a process in MiB. */
export function memoryOf(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1024;
}
