import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { openBrowserDoor } from './browser-door';
import { electronBinary, openElectronDoor } from './electron-door';

/** One opened workbench; `close` ends the host, too. */
export type Door = { page: Page; close(): Promise<void> };

/** A workbench on a folder of its own, which can be closed and opened again on the same folder. */
export type OpenedWorkbench = {
  page: Page;
  home: string;
  /** Does something to the folder while nobody has it open, when it is told to. */
  restart(whileClosed?: (home: string) => void): Promise<Page>;
};

/** What a page reports as broken: uncaught errors, and breaches of its own policy. */
function watchFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted\w+/.test(message.text())) faults.push(message.text());
  });
}

/** `test` with a fresh workbench, through the door that the project names. */
export const test = base.extend<{ workbench: OpenedWorkbench }>({
  // Playwright reads the names of the fixtures that are needed from the first argument.
  workbench: async ({}, use, info) => {
    const electron = info.project.name === 'electron';
    base.skip(
      electron && !electronBinary,
      'Electron has no binary here (node_modules/electron/dist is empty).',
    );
    const home = await mkdtemp(join(tmpdir(), 'metric-workbench-e2e-'));
    const open = (): Promise<Door> => (electron ? openElectronDoor(home) : openBrowserDoor(home));
    let door = await open();
    const faults: string[] = [];
    watchFaults(door.page, faults);
    const opened: OpenedWorkbench = {
      page: door.page,
      home,
      async restart(whileClosed) {
        await door.close();
        whileClosed?.(home);
        door = await open();
        opened.page = door.page;
        watchFaults(door.page, faults);
        return door.page;
      },
    };
    await use(opened);
    await door.close();
    await rm(home, { recursive: true, force: true });
    expect(faults).toEqual([]);
  },
});

export { expect };
