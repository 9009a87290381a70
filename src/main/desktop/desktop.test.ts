import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Api } from '@shared/api';
import { oddPaths } from '../odd-paths-fixture';
import { prepareApp } from './before-ready';
import { openDesktop, type Desktop } from './desktop';
import { electron, forgetElectron, recordingChannel } from './recording-electron';

vi.mock('electron', async () => (await import('./recording-electron')).electron);

let folder: string;
let desktop: Desktop;
let handler: (request: Request) => Promise<Response>;
beforeAll(async () => {
  forgetElectron();
  folder = await mkdtemp(join(tmpdir(), 'mwb-desktop-'));
  await writeFile(join(folder, 'index.html'), 'front');
  await writeFile(join(folder, 'page.js'), 'script');
  prepareApp(join(folder, 'home'));
  desktop = await openDesktop(join(folder, 'home'), pathToFileURL(`${folder}/`));
  const { calls } = electron.session.defaultSession.protocol.handle.mock;
  expect(calls.map(([scheme]) => scheme)).toEqual(['app']);
  handler = calls[0]?.[1] ?? (() => Promise.reject(new Error('nothing handles app://')));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = (url: string, init?: RequestInit) => handler(new Request(url, init));

test('the page comes by app:// with the same headers as from the local server, less its sockets', async () => {
  const answer = await get('app://workbench/');
  expect([answer.status, await answer.text()]).toEqual([200, 'front']);
  expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'; base-uri 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test.each([
  'app://workbench/..%2f..%2fetc%2fpasswd',
  'app://workbench/../../etc/passwd',
  'app://workbench/page.js%00',
  'app://workbench/..\\..\\etc\\passwd',
  'app://workbench//host/page.js',
  'app://workbench/%252e%252e/page.js',
  'app://workbench/home/store.db',
  'app://evil/page.js',
  'app://workbench.evil/',
  'app:///page.js',
])('%s is not there', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('whatever the address, only files of the page come back', async () => {
  const path = oddPaths(['page.js', 'home', 'store.db']);
  await fc.assert(
    fc.asyncProperty(path, async (text) => {
      const answer = await get(`app://workbench/${text}`);
      if (answer.status === 200) expect(['front', 'script']).toContain(await answer.text());
      else expect(answer.status).toBe(404);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

test('an upload and the typed calls reach the same workbench', async () => {
  const uploaded = await get('app://workbench/uploads?name=a.txt', { method: 'POST', body: 'hello' });
  const { upload, bytes } = (await uploaded.json()) as { upload: string; bytes: number };
  expect([uploaded.status, bytes]).toEqual([200, 5]);
  const [page, main] = recordingChannel();
  const mainFrame = { url: 'app://workbench/' };
  electron.ipcMain.emit('metric-workbench:connect', {
    sender: { mainFrame },
    senderFrame: mainFrame,
    ports: [main],
  });
  page.start();
  const client: ContractRouterClient<Api> = createORPCClient(new RPCLink({ port: page }));
  expect(await client.datasets.list()).toEqual({ datasets: [] });
  const options = { name: 'mine' };
  const path = join(folder, 'index.html');
  await expect(client.datasets.import({ source: { path }, options })).rejects.toThrow();
  await expect(client.datasets.preview({ source: { upload }, options })).rejects.toMatchObject({
    data: { code: 'bad-input' },
  });
});

test('one window is open; on macOS the dock opens another when it is closed', () => {
  const { opened } = electron.BrowserWindow;
  expect(opened).toHaveLength(1);
  electron.app.emit('activate');
  expect(opened).toHaveLength(1);
  opened[0]?.isDestroyed.mockReturnValue(true);
  electron.app.emit('activate');
  expect(opened).toHaveLength(2);
  desktop.focus();
  expect(opened[1]?.focus).toHaveBeenCalledOnce();
});

test('quitting gives the store back and ends with 0', async () => {
  electron.app.emit('before-quit', { preventDefault: () => undefined });
  await expect.poll(() => electron.app.exit.mock.calls.length).toBe(1);
  expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(0);
  forgetElectron();
  await openDesktop(join(folder, 'home'), pathToFileURL(`${folder}/`));
  electron.app.emit('before-quit', { preventDefault: () => undefined });
  await expect.poll(() => electron.app.exit.mock.calls.length).toBe(1);
});

test('no source of the window switches the sandbox off', async () => {
  const files = ['index.ts', 'desktop/before-ready.ts', 'desktop/window.ts', 'desktop/desktop.ts'];
  for (const file of files) {
    expect(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')).not.toMatch(
      /no-sandbox|appendSwitch|bypassCSP/,
    );
  }
});
