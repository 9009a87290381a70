import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectSamePicture, pngSize } from './exported';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('a chart is taken along as a picture, a drawing and numbers', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await page.goto(`${page.url().split('#')[0]}#/new?dataset=tiny`);
  await page.getByRole('radio', { name: /Triplet/ }).click();
  await page.getByLabel('Epochs').fill('8');
  await page.getByLabel('Neighbours k').fill('3');
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  await expect(page.locator('[data-chart="loss"] canvas')).toHaveAttribute('data-points', '8');

  const svg = await taken(page, 'Drawing (SVG)');
  const viewer = await page.context().newPage();
  await viewer.goto(`data:image/svg+xml;base64,${svg.toString('base64')}`);
  await viewer.screenshot({ path: 'node_modules/.cache/e2e/exported.png' });
  const drawing = await viewer
    .locator('svg')
    .first()
    .evaluate((svg) => {
      const all = (tag: string) => [...svg.querySelectorAll(tag)];
      return {
        fonts: new Set(all('text').map((each) => each.getAttribute('font-size'))).size,
        texts: all('text').map((each) => each.textContent ?? ''),
        corners: Math.max(...all('path').map((each) => (each.getAttribute('d') ?? '').split(/[LC]/).length)),
      };
    });
  await viewer.close();
  expect(drawing.fonts).toBeGreaterThan(0);
  expect(drawing.texts).toContain('8');
  // The curve itself: eight epochs joined by seven lines.
  expect(drawing.corners).toBeGreaterThanOrEqual(8);
  expect(drawing.texts).toContain('Loss (r1)');
  const png = await taken(page, 'Picture (PNG)');
  expectSamePicture(png, svg.toString(), 'loss');
  expect(pngSize(png)[0]).toBeGreaterThanOrEqual(1440);
  expect((await taken(page, 'Numbers (CSV)')).toString().trim().split('\r\n')).toHaveLength(9);
});

/** What the menu of the loss curve hands over. */
async function taken(page: Page, kind: string): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export loss' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return readFile(await (await download).path());
}
