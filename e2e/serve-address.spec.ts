import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { browserFlags, browserPath, startHost, stopHost } from './browser-door';

test('the page keeps its address and its theme over a restart', async ({}, info) => {
  test.skip(info.project.name === 'electron', 'A window has no port.');
  const home = await mkdtemp(join(tmpdir(), 'metric-workbench-address-'));
  const executablePath = browserPath();
  const browser = await chromium.launch({
    args: browserFlags,
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
  const first = await startHost(home);
  await page.goto(first.url);
  await page.getByRole('button', { name: 'Use dark colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await stopHost(first.host);

  const second = await startHost(home);
  expect(new URL(second.url).origin).toBe(new URL(first.url).origin);
  await page.goto(second.url);
  await expect(page.getByRole('button', { name: 'Use light colours' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await browser.close();
  await stopHost(second.host);
  await rm(home, { recursive: true, force: true });
});
