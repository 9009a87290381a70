import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { electron as recording } from './desktop/recording-electron';

vi.mock('electron', async () => (await import('./desktop/recording-electron')).electron);

const { argv } = process;
let home: string;
let electron: typeof recording;
beforeEach(async () => {
  vi.resetModules();
  electron = (await import('electron')) as unknown as typeof recording;
  electron.app.removeAllListeners();
  home = await mkdtemp(join(tmpdir(), 'mwb-entry-'));
  process.argv = ['electron', '.', '--home', home];
  vi.spyOn(process, 'on').mockReturnThis();
});
afterEach(async () => {
  process.argv = argv;
  vi.restoreAllMocks();
  await rm(home, { recursive: true, force: true });
});

test('everything that must come before ready does, and navigation is denied before there is any page', async () => {
  electron.app.whenReady.mockReturnValueOnce(new Promise(() => undefined));
  await import('./index');
  const faults = vi.mocked(process.on).mock.calls.map(([name]) => name as string);
  expect(faults).toEqual(['uncaughtException', 'unhandledRejection']);
  const order = [
    electron.app.setPath,
    electron.app.enableSandbox,
    electron.protocol.registerSchemesAsPrivileged,
    electron.crashReporter.start,
    electron.app.requestSingleInstanceLock,
    electron.app.whenReady,
  ].map((call) => call.mock.invocationCallOrder[0] ?? Infinity);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(Infinity);
  expect(electron.app.listenerCount('web-contents-created')).toBe(1);
  expect(electron.app.requestSingleInstanceLock).toHaveBeenCalledWith({ store: home });
});

test('a second instance ends at once and never touches the store', async () => {
  electron.app.requestSingleInstanceLock.mockReturnValueOnce(false);
  await import('./index');
  expect(electron.app.quit).toHaveBeenCalledOnce();
  expect(electron.app.whenReady).not.toHaveBeenCalled();
});
