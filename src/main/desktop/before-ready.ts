import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, crashReporter, protocol } from 'electron';
import { appScheme } from './own-origin';

/** Chromium's own files and the window's state, inside the store's home. */
export function desktopFolder(home: string): string {
  return join(home, 'desktop');
}

/** Everything that Electron accepts only before it is ready. Crash reports stay on this machine. */
export function prepareApp(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  mkdirSync(desktopFolder(home), { recursive: true, mode: 0o700 });
  app.setPath('userData', desktopFolder(home));
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  crashReporter.start({ uploadToServer: false });
}

/** Takes the lock of this home; false when another window has it, which then comes to the front. */
export function isFirstInstance(home: string, onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock({ store: home })) return false;
  app.on('second-instance', onSecond);
  return true;
}
