import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { addSample, goTo } from './audit';
import { expect, test } from './workbench';

const most = 600_000;

test('the first load is light, and charts come when they are needed', async ({
  workbench: { page },
}, info) => {
  test.skip(info.project.name === 'electron', 'A window loads from disk.');
  await addSample(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await goTo(page, '/');
  const home = await loaded(page, page.getByRole('heading', { level: 1, name: 'Start' }));
  await goTo(page, '/new');
  const newRun = await loaded(page, page.locator('[data-chart="loss-by-distance"] canvas'));
  for (const [place, { bytes, names }] of [
    ['Start', home],
    ['New run, with a chart', newRun],
  ] as const)
    console.log(`${place}: ${(bytes / 1000).toFixed(0)} kB of code and style in ${names.length} files, gzip`);
  expect(home.bytes).toBeGreaterThan(50_000);
  expect(home.bytes).toBeLessThan(most);
  expect(newRun.bytes).toBeLessThan(most);
  expect(home.names.filter((name) => name.startsWith('chart-js'))).toEqual([]);
  expect(newRun.names.filter((name) => name.startsWith('chart-js'))).not.toEqual([]);
});

/** What a reload fetches of the page itself until something is seen, and its size as gzip packs it. */
async function loaded(page: Page, seen: { waitFor(): Promise<void> }) {
  const responses: Response[] = [];
  const listen = (response: Response) => responses.push(response);
  page.on('response', listen);
  // What the page before still asked for is none of the reload's weight.
  page.once('framenavigated', () => {
    responses.splice(
      0,
      Infinity,
      ...responses.filter((response) => response.request().isNavigationRequest()),
    );
  });
  await page.reload({ waitUntil: 'networkidle' });
  await seen.waitFor();
  await page.waitForLoadState('networkidle');
  page.off('response', listen);
  const own = responses.filter((response) =>
    /\.(js|css|html|svg)$|\/$/.test(new URL(response.url()).pathname),
  );
  const sizes = await Promise.all(own.map(async (response) => gzipSync(await response.body()).length));
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    names: own.map((response) => new URL(response.url()).pathname.split('/').at(-1) ?? ''),
  };
}
