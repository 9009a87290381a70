import type { BrowserWindow } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { failForGood, watchChildren, watchPage } from './crashes';
import { closeMeansQuit, quitInOrder } from './quit';
import { electron, forgetElectron } from './recording-electron';

vi.mock('electron', async () => (await import('./recording-electron')).electron);

const said: string[] = [];
beforeEach(() => {
  forgetElectron();
  said.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

function watched(clock: { nowMs: number }) {
  const window = new electron.BrowserWindow({ webPreferences: {} });
  watchPage(window as unknown as BrowserWindow, { monotonicMs: () => clock.nowMs });
  const crash = (reason = 'crashed') =>
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 5 });
  return { window, crash, reloads: () => window.webContents.reload.mock.calls.length };
}

test('a page that crashes is reloaded once; a second crash within a minute asks', async () => {
  const clock = { nowMs: 0 };
  const { crash, reloads } = watched(clock);
  crash();
  expect([reloads(), electron.dialog.showMessageBox.mock.calls.length]).toEqual([1, 0]);
  clock.nowMs = 59_000;
  electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
  crash();
  await expect.poll(() => electron.app.quit.mock.calls.length).toBe(1);
  expect(reloads()).toBe(1);
  clock.nowMs = 120_000;
  crash();
  expect(reloads()).toBe(2);
  expect(said[0]).toContain('crashed, exit code 5');
});

test('a page that ends in order is left alone', () => {
  const { crash, reloads } = watched({ nowMs: 0 });
  crash('clean-exit');
  expect(reloads()).toBe(0);
});

test('a page that hangs is only ended when the person says so', async () => {
  const { window } = watched({ nowMs: 0 });
  const ended = () => window.webContents.forcefullyCrashRenderer.mock.calls.length;
  window.emit('unresponsive');
  await Promise.resolve();
  expect(ended()).toBe(0);
  electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
  window.emit('unresponsive');
  await expect.poll(() => ended()).toBe(1);
});

test("the end of a child process is written down with Chromium's reason", () => {
  watchChildren();
  electron.app.emit(
    'child-process-gone',
    {},
    { type: 'Utility', reason: 'oom', exitCode: 9, serviceName: 'mwb-trainer' },
  );
  electron.app.emit(
    'child-process-gone',
    {},
    { type: 'Utility', reason: 'clean-exit', exitCode: 0, serviceName: 'mwb-trainer' },
  );
  expect(said).toEqual(['metric-workbench: mwb-trainer ended: oom, exit code 9.\n']);
});

test('a fault for good says what happened and what to do, and ends with its exit code', () => {
  failForGood(new WorkbenchError('storage', 'The store is in use.', 'Close the other window.'));
  expect(electron.dialog.showErrorBox.mock.calls[0]?.[1]).toBe(
    'The store is in use.\n\nClose the other window.',
  );
  expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(6);
});

function quitting(activeRuns: () => Promise<number>) {
  const close = vi.fn(() => Promise.resolve());
  quitInOrder({ activeRuns, close });
  const preventDefault = vi.fn();
  electron.app.emit('before-quit', { preventDefault });
  return { close, preventDefault, exits: () => electron.app.exit.mock.calls };
}

test('without active runs quitting closes the workbench first and asks nothing', async () => {
  const { close, preventDefault, exits } = quitting(() => Promise.resolve(0));
  await expect.poll(() => exits().length).toBe(1);
  expect([close.mock.calls.length, preventDefault.mock.calls.length, exits()]).toEqual([1, 1, [[0]]]);
  expect(electron.dialog.showMessageBox).not.toHaveBeenCalled();
});

test('with active runs quitting asks, and "keep running" means it', async () => {
  electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 1 });
  const { close, exits } = quitting(() => Promise.resolve(2));
  await expect.poll(() => electron.dialog.showMessageBox.mock.calls.length).toBe(1);
  await new Promise(setImmediate);
  expect([close.mock.calls.length, exits().length]).toEqual([0, 0]);
  expect(electron.dialog.showMessageBox.mock.calls[0]).toMatchObject([{ message: '2 runs are active.' }]);
  electron.app.emit('before-quit', { preventDefault: () => undefined });
  await expect.poll(() => exits().length).toBe(1);
  expect(close).toHaveBeenCalledOnce();
});

test('a workbench that cannot be closed does not keep the window for ever', async () => {
  const { exits } = quitting(() => Promise.reject(new Error('broken')));
  await expect.poll(() => exits().length).toBe(1);
  expect(exits()).toEqual([[1]]);
});

test('closing the window asks like quitting does and keeps it open until then, except on macOS', () => {
  const preventDefault = vi.fn();
  const window = new electron.BrowserWindow({ webPreferences: {} });
  closeMeansQuit(window as unknown as BrowserWindow, 'darwin');
  expect(window.emit('close', { preventDefault })).toBe(false);
  closeMeansQuit(window as unknown as BrowserWindow, 'linux');
  window.emit('close', { preventDefault });
  expect([preventDefault.mock.calls.length, electron.app.quit.mock.calls.length]).toEqual([1, 1]);
  quitInOrder({ activeRuns: () => Promise.resolve(0), close: () => Promise.resolve() });
  expect(electron.app.emit('window-all-closed')).toBe(true);
});
