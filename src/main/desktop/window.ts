import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { preloadFile } from '../built-folder';
import { desktopFolder } from './before-ready';
import { pageUrl } from './own-origin';
import { minimum, readWindowState, writeWindowState } from './window-state';

/** Opens the window where it was last; shown when the page has been painted, so that nothing flashes. */
export function openWindow(home: string): BrowserWindow {
  const file = join(desktopFolder(home), 'window.json');
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized, x, y, width, height } = readWindowState(file, areas);
  const window = new BrowserWindow({
    ...(x !== undefined && y !== undefined ? { x, y } : {}),
    width,
    height,
    minWidth: minimum.width,
    minHeight: minimum.height,
    show: false,
    title: 'Metric Workbench',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: webPreferences(),
  });
  window.once('ready-to-show', () => (maximized ? window.maximize() : window.show()));
  rememberState(window, file);
  void window.loadURL(pageUrl);
  return window;
}

/** Writes the state whichever way the window ends: quitting by menu does not close it first. */
function rememberState(window: BrowserWindow, file: string): void {
  const remember = () =>
    writeWindowState(file, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  window.on('close', remember);
  app.on('before-quit', remember);
  window.once('closed', () => app.off('before-quit', remember));
}

/** Brings the window to the front. */
export function focusWindow(window: BrowserWindow | undefined): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Every setting is written out, also where it is the default: a default can change. */
function webPreferences() {
  return {
    preload: fileURLToPath(preloadFile),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    safeDialogs: true,
    devTools: !app.isPackaged,
  };
}
