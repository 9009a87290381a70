import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type WebSocketRoute } from '@playwright/test';
import { browserFlags, browserPath, startHost, stopHost } from './browser-door';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('a broken connection is told, mended, and loses nothing of a run', async ({
  workbench: { page },
}, info) => {
  test.skip(info.project.name === 'electron', 'The window has a port to its own process, not a socket.');
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket('**/rpc', (socket) => {
    socket.connectToServer();
    sockets.push(socket);
  });
  await page.reload();
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);
  await page.getByRole('link', { name: 'New run' }).last().click();
  await page.getByLabel('Epochs').fill('3000');
  await page.getByRole('button', { name: /Start run/ }).click();
  const loss = page.locator('[data-chart="loss"] canvas');
  await expect.poll(async () => Number(await loss.getAttribute('data-points'))).toBeGreaterThan(0);

  await sockets.at(-1)?.close();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(page.getByText('Reconnecting…')).toBeHidden();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  await expect(loss).toHaveAttribute('data-points', '3000');
});

test('a page goes on after a restart once the new link is opened, and says so until then', async ({}, info) => {
  test.skip(info.project.name === 'electron', 'A window has no link.');
  const home = await mkdtemp(join(tmpdir(), 'metric-workbench-reconnect-'));
  const executablePath = browserPath();
  const browser = await chromium.launch({
    args: browserFlags,
    ...(executablePath ? { executablePath } : {}),
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  const first = await startHost(home);
  await page.goto(first.url);
  await importTiny(page, 'tiny', ['ant', 'bee'], 6);

  const banner = page.locator('.banner');
  await stopHost(first.host);
  await expect(banner).toContainText('Nothing is lost');
  await page.getByRole('button', { name: 'Study: the tutorial' }).click();
  await expect(page.getByText('The workbench does not answer just now. Nothing was changed.')).toBeVisible();
  const second = await startHost(home);
  expect(new URL(second.url).origin).toBe(new URL(first.url).origin);
  await expect(banner).toContainText('started again. Open the address it printed');

  await (await context.newPage()).goto(second.url);
  await expect(banner).toBeHidden({ timeout: 15_000 });
  await expect(page.getByRole('heading', { level: 1, name: 'tiny' })).toBeVisible();
  await browser.close();
  await stopHost(second.host);
  await rm(home, { recursive: true, force: true });
});
