import { createRouterClient } from '@orpc/server';
import { app, session, type BrowserWindow } from 'electron';
import { systemClock } from '@core/ports';
import type { Workbench } from '@core/workbench';
import { rendererFolder } from '../built-folder';
import { openWorkbench } from '../open-workbench';
import { readRendererFiles } from '../renderer-files';
import { createResources } from '../resources';
import { securityHeaders } from '../security-headers';
import { watchChildren, watchPage } from './crashes';
import { setMenu } from './menu';
import { servePage } from './page-protocol';
import { denyNetwork, denyPermissions } from './permissions';
import { closeMeansQuit, quitInOrder } from './quit';
import { answerPage } from './rpc-port';
import { utilityChildren } from './utility-child';
import { focusWindow, openWindow } from './window';

/** The open desktop. */
export type Desktop = { focus(): void };

/** Opens the workbench and its window; only after `ready`. */
export async function openDesktop(home: string, page: URL = rendererFolder): Promise<Desktop> {
  const workbench = await openWorkbench({ door: 'desktop', home, spawn: utilityChildren() });
  const files = await readRendererFiles(page);
  denyPermissions(session.defaultSession);
  denyNetwork(session.defaultSession);
  servePage(session.defaultSession, createResources({ files, workbench, headers: securityHeaders() }));
  answerPage(workbench.router);
  watchChildren();
  setMenu();
  quitInOrder({ activeRuns: () => activeRuns(workbench), close: () => workbench.close() });
  let window = showWindow(home);
  app.on('activate', () => {
    if (window.isDestroyed()) window = showWindow(home);
  });
  return { focus: () => focusWindow(window) };
}

function showWindow(home: string): BrowserWindow {
  const window = openWindow(home);
  watchPage(window, systemClock);
  closeMeansQuit(window);
  return window;
}

async function activeRuns({ router }: Workbench): Promise<number> {
  const { runs } = await createRouterClient(router).runs.list();
  return runs.filter(({ status }) => status === 'running' || status === 'queued').length;
}
