import { app, dialog, type BrowserWindow } from 'electron';

/** What quitting needs to know of the workbench. */
export type Quittable = { activeRuns(): Promise<number>; close(): Promise<void> };

/** Quits in order: asks when runs are active, lets the workbench save what it has, then ends. */
export function quitInOrder(
  workbench: Quittable,
  exit: (code: number) => void = (code) => app.exit(code),
): void {
  let isAsking = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    void mayQuit(workbench)
      .then((yes) => (yes ? workbench.close().then(() => exit(0)) : undefined))
      .catch(() => exit(1))
      .finally(() => (isAsking = false));
  });
  // Without a listener Electron would end the program; on macOS it stays in the dock.
  app.on('window-all-closed', () => undefined);
}

/** Makes closing the window the same as quitting: it stays open until the answer is yes. On macOS it just closes. */
export function closeMeansQuit(window: BrowserWindow, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'darwin') return;
  window.on('close', (event) => {
    event.preventDefault();
    app.quit();
  });
}

async function mayQuit(workbench: Quittable): Promise<boolean> {
  const runs = await workbench.activeRuns();
  if (runs === 0) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: runs === 1 ? 'One run is active.' : `${runs} runs are active.`,
    detail: 'Quitting stops them at their last checkpoint. They can be resumed the next time.',
    buttons: ['Stop and quit', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}
