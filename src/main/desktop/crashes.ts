import { app, dialog, type BrowserWindow } from 'electron';
import type { Clock } from '@core/ports';
import { exitCodes, toErrorBody } from '@shared/errors';

/** A second crash of the page within this time is not answered by another reload. */
const crashWindowMs = 60_000;

/** Keeps the window usable: reloads a page that crashed once, and asks when it crashes again or hangs. */
export function watchPage(window: BrowserWindow, clock: Pick<Clock, 'monotonicMs'>): void {
  let lastCrashMs = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    report(`The page ended: ${reason}, exit code ${exitCode}.`);
    const isRepeated = clock.monotonicMs() - lastCrashMs < crashWindowMs;
    lastCrashMs = clock.monotonicMs();
    if (isRepeated) void askAfterCrash(window);
    else window.webContents.reload();
  });
  window.on('unresponsive', () => void askWhileHanging(window));
}

/** Writes down the end of Chromium's helpers; a trainer's end also reaches the core as its exit. */
export function watchChildren(): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason !== 'clean-exit') report(`${serviceName ?? type} ended: ${reason}, exit code ${exitCode}.`);
  });
}

/** Shows a fault that nothing can go on from, and ends with the exit code that the command line has for it. */
export function failForGood(error: unknown): void {
  const { code, message, hint } = toErrorBody(error);
  report(error instanceof Error ? (error.stack ?? message) : message);
  dialog.showErrorBox('Metric Workbench cannot go on', `${message}\n\n${hint}`);
  app.exit(exitCodes[code]);
}

async function askAfterCrash(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page has stopped twice within a minute.',
    detail: 'Runs go on in the background. Reload the page, or quit: runs that stop can be resumed.',
    buttons: ['Reload', 'Quit'],
    cancelId: 0,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
}

async function askWhileHanging(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The page does not respond.',
    detail: 'Runs go on in the background. Wait a little, or reload the page.',
    buttons: ['Wait', 'Reload'],
    cancelId: 0,
  });
  if (response === 1) window.webContents.forcefullyCrashRenderer();
}

function report(text: string): void {
  process.stderr.write(`metric-workbench: ${text}\n`);
}
