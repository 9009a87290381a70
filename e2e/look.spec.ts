import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

const emptyPlaces = [
  '/',
  '/datasets',
  '/new',
  '/runs',
  '/sweeps',
  '/sweeps/new',
  '/neighbours',
  '/studies',
  '/about',
];

for (const scheme of ['light', 'dark'] as const) {
  test(`every page can be used by everybody, ${scheme}`, async ({ workbench: { page } }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const place of emptyPlaces) await audit(page, place);

    await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
    await startShortRun(page);
    for (const place of [...emptyPlaces, '/datasets/tiny', '/runs/r1', '/runs/r1/neighbours'])
      await audit(page, place);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await audit(page);
  });
}

test('the choice of colours is remembered', async ({ workbench }) => {
  const { page } = workbench;
  await page.getByRole('button', { name: 'Use dark colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: 'Use light colours' })).toBeVisible();
});

/** Goes to a place and lets axe look at it. */
async function audit(page: Page, place?: string): Promise<void> {
  if (place) {
    await page.goto(`${page.url().split('#')[0]}#${place}`);
    await expect(page.locator('main h1, main h2').first()).toBeVisible();
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect.soft(told, `${place ?? 'dialog'}`).toEqual([]);
}

async function startShortRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).last().click();
  await page.getByRole('radio', { name: /Contrastive/ }).click();
  await page.getByLabel('Epochs').fill('5');
  await page.getByLabel('Neighbours k').fill('3');
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
}
