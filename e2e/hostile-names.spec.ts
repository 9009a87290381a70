import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { browserFlags, browserPath } from './browser-door';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

const hostile = [
  '"><img src=x onerror=alert(1)>',
  '<script>alert(2)<',
  'javascript:alert(3)',
  '\u05d0 gnp.exe {{7*7}}',
];
const datasetName = '<img src=x onerror=alert(4)>';

test('names that would be scripts are only text', async ({ workbench: { page } }) => {
  const alarms: string[] = [];
  page.on('dialog', (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  await importTiny(page, datasetName, hostile, 12);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(datasetName);
  for (const name of hostile) await expect(page.getByText(name, { exact: false }).first()).toBeVisible();

  await page.getByRole('link', { name: 'New run' }).last().click();
  await page.getByLabel('Epochs').fill('3');
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  expect(await page.locator('img[src="x"], script:not([src])').count()).toBe(0);
  expect(alarms).toEqual([]);
});

test('a name that was made to point here gets 421', async ({}, info) => {
  test.skip(info.project.name === 'electron', 'The window has no server.');
  const home = await mkdtemp(join(tmpdir(), 'metric-workbench-e2e-'));
  const args = ['out/main/cli.js', 'serve', '--no-open', '--port', '0', '--home', home];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const { value: link = '' } = (await createInterface({ input: host.stdout })
    [Symbol.asyncIterator]()
    .next()) as {
    value?: string;
  };
  const { port, search } = new URL(link);
  const executablePath = browserPath();
  const browser = await chromium.launch({
    args: [...browserFlags, '--host-resolver-rules=MAP evil.test 127.0.0.1'],
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await browser.newPage();
  const answer = await page.goto(`http://evil.test:${port}/${search}`);
  expect(answer?.status()).toBe(421);
  // The code was not used up by that, and a file that leads to it, as the opener of browsers writes it, still signs in.
  const file = join(home, 'open.html');
  await writeFile(file, `<meta http-equiv="refresh" content="0; url=${link}">`);
  await page.goto(pathToFileURL(file).href);
  await expect(page).toHaveTitle(/Metric Workbench/);
  await expect(page).toHaveURL(`http://127.0.0.1:${port}/`);
  await browser.close();
  host.kill('SIGTERM');
  await rm(home, { recursive: true, force: true });
});
