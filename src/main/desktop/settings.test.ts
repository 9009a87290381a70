import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Session } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isFirstInstance, prepareApp } from './before-ready';
import { menuTemplate, setMenu } from './menu';
import { denyNavigation } from './navigation';
import { isOwnUrl } from './own-origin';
import { denyNetwork, denyPermissions } from './permissions';
import { electron, forgetElectron, recordingContents } from './recording-electron';
import { focusWindow, openWindow } from './window';

vi.mock('electron', async () => (await import('./recording-electron')).electron);

const session = electron.session.defaultSession;
let home: string;
beforeEach(async () => {
  forgetElectron();
  home = join(await mkdtemp(join(tmpdir(), 'mwb-home-')), 'new');
});
afterEach(() => rm(join(home, '..'), { recursive: true, force: true }));

test('before ready: sandbox, our scheme with no more privileges than it needs, crash reports that stay here', async () => {
  prepareApp(home);
  expect(electron.app.enableSandbox).toHaveBeenCalledOnce();
  expect(electron.protocol.registerSchemesAsPrivileged.mock.calls).toEqual([
    [[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]],
  ]);
  expect(electron.crashReporter.start).toHaveBeenCalledExactlyOnceWith({ uploadToServer: false });
  expect(electron.app.setPath).toHaveBeenCalledExactlyOnceWith('userData', join(home, 'desktop'));
  expect((await stat(home)).mode & 0o777).toBe(0o700);
});

test('one window a store: a second one is told so, and the first comes to the front', () => {
  const onSecond = vi.fn();
  expect(isFirstInstance(home, onSecond)).toBe(true);
  expect(electron.app.requestSingleInstanceLock).toHaveBeenCalledWith({ store: home });
  electron.app.emit('second-instance');
  expect(onSecond).toHaveBeenCalledOnce();
  electron.app.requestSingleInstanceLock.mockReturnValueOnce(false);
  expect(isFirstInstance(home, onSecond)).toBe(false);
});

test('the window: every setting of the page is the safe one', () => {
  prepareApp(home);
  const window = openWindow(home) as unknown as InstanceType<typeof electron.BrowserWindow>;
  const { preload, ...preferences } = window.options.webPreferences;
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    devTools: false,
  });
  expect(preload).toMatch(/out[/\\]preload[/\\]index\.cjs$/);
  expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://workbench/');
});

test('the window is shown when it is painted, and opens the next time where it was closed', () => {
  prepareApp(home);
  const open = () => openWindow(home) as unknown as InstanceType<typeof electron.BrowserWindow>;
  const first = open();
  expect([first.options['show'], first.options['width'], first.options['x']]).toEqual([
    false,
    1280,
    undefined,
  ]);
  first.emit('ready-to-show');
  expect(first.show).toHaveBeenCalledOnce();
  first.isMaximized.mockReturnValue(true);
  first.emit('close');
  expect(electron.app.listenerCount('before-quit')).toBe(1);
  first.emit('closed');
  expect(electron.app.listenerCount('before-quit')).toBe(0);
  const second = open();
  expect(second.options).toMatchObject({ x: 40, y: 30, width: 1000, height: 700 });
  second.emit('ready-to-show');
  expect(second.maximize).toHaveBeenCalledOnce();
  second.getNormalBounds.mockReturnValue({ x: 1, y: 2, width: 900, height: 600 });
  electron.app.emit('before-quit');
  expect(open().options).toMatchObject({ x: 1, y: 2, width: 900, height: 600 });
});

test('focus restores a window that is minimized, and leaves one alone that is gone', () => {
  const window = new electron.BrowserWindow({ webPreferences: {} });
  focusWindow(window as never);
  expect([window.restore, window.show, window.focus].map((call) => call.mock.calls.length)).toEqual([
    1, 1, 1,
  ]);
  window.isDestroyed.mockReturnValue(true);
  focusWindow(window as never);
  focusWindow(undefined);
  expect(window.focus).toHaveBeenCalledOnce();
});

test('every permission and every device is denied, asked or checked', () => {
  denyPermissions(session as unknown as Session);
  const answer = vi.fn();
  for (const name of ['media', 'geolocation', 'clipboard-read', 'openExternal', 'fileSystem'])
    session.setPermissionRequestHandler.mock.calls[0]?.[0](null, name, answer);
  expect(answer.mock.calls).toEqual([[false], [false], [false], [false], [false]]);
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]()).toBe(false);
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]()).toBe(false);
  const streams = vi.fn();
  session.setDisplayMediaRequestHandler.mock.calls[0]?.[0]({}, streams);
  expect(streams).toHaveBeenCalledExactlyOnceWith({});
});

test.each([
  ['app://workbench/assets/a.js', false],
  ['blob:app://workbench/1-2', false],
  ['devtools://devtools/bundled/a.html', false],
  ['https://evil.example/', true],
  ['http://127.0.0.1:1/', true],
  ['ws://127.0.0.1:1/', true],
  ['file:///etc/passwd', true],
  ['data:text/html,x', true],
  ['application:x', true],
  ['not an address', true],
])('a request for %s is cut off: %s', (url, cancel) => {
  denyNetwork(session as unknown as Session);
  const answer = vi.fn();
  session.webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith({ cancel });
});

test('no page opens a window, shows a webview or goes anywhere else', () => {
  denyNavigation(electron.app as unknown as App);
  const contents = recordingContents();
  electron.app.emit('web-contents-created', {}, contents);
  for (const url of ['https://evil.example/', 'app://workbench/'])
    expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]({ url })).toEqual({ action: 'deny' });
  const isPrevented = (name: string, url: string) => {
    const preventDefault = vi.fn();
    expect(contents.emit(name, { url, preventDefault })).toBe(true);
    return preventDefault.mock.calls.length === 1;
  };
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    expect(isPrevented(name, 'https://evil.example/')).toBe(true);
    expect(isPrevented(name, 'file:///etc/passwd')).toBe(true);
    expect(isPrevented(name, 'app://workbench.evil.example/')).toBe(true);
    expect(isPrevented(name, 'app://workbench/')).toBe(false);
  }
  expect(isPrevented('will-attach-webview', 'app://workbench/')).toBe(true);
});

test.each([
  ['app://workbench/', true],
  ['app://workbench/#/runs', true],
  ['app://workbench.evil/', false],
  ['app://evil/workbench/', false],
  ['app://user@workbench/', false],
  ['app://workbench:1/', false],
  ['app:workbench', false],
  ['http://workbench/', false],
  ['', false],
])('%s is our own: %s', (url, expected) => {
  expect(isOwnUrl(url)).toBe(expected);
});

test('the menu has the standard roles; the developer tools only in development', () => {
  const roles = (menu: unknown) => JSON.stringify(menu).match(/"role":"\w+"/g) ?? [];
  expect(roles(menuTemplate('darwin', false))).toEqual(
    [
      'appMenu',
      'close',
      'editMenu',
      'reload',
      'resetZoom',
      'zoomIn',
      'zoomOut',
      'togglefullscreen',
      'windowMenu',
    ].map((role) => `"role":"${role}"`),
  );
  expect(roles(menuTemplate('linux', true))).toContain('"role":"toggleDevTools"');
  setMenu('linux');
  expect(roles(electron.Menu.setApplicationMenu.mock.calls[0]?.[0])).not.toContain('"role":"toggleDevTools"');
});
