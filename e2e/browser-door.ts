import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import type { Door } from './workbench';

/** What Chromium is started with. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the built workbench as a local server and opens its page in Chromium; faults in the page fail the test. */
export async function openBrowserDoor(home: string): Promise<Door> {
  const { host, url } = await startHost(home);
  const executablePath = browserPath();
  const browser = await chromium.launch({
    args: browserFlags,
    ...(executablePath ? { executablePath } : {}),
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  return {
    page,
    async close() {
      await browser.close();
      await stopHost(host);
      if (faults.length > 0) throw new Error(`Faults in the page: ${faults.join('; ')}`);
    },
  };
}

/** Starts the built workbench as a local server on a folder; `url` is the link it prints. */
export async function startHost(home: string): Promise<{ host: ChildProcess; url: string }> {
  const host = spawn(process.execPath, ['out/main/cli.js', 'serve', '--no-open', '--home', home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { host, url: await addressOf(host) };
}

/** The browser to use; undefined for Playwright's own. */
export function browserPath(): string | undefined {
  const given = process.env['METRIC_WORKBENCH_BROWSER'];
  if (given) return given;
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined;
}

/** The address that the server prints once it listens. */
async function addressOf(host: ChildProcess): Promise<string> {
  if (!host.stdout) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: host.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('The server ended before it printed its address.');
}

/** Ends a server and waits for its end. */
export async function stopHost(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const ended = once(host, 'exit');
  host.kill('SIGTERM');
  await ended;
}
