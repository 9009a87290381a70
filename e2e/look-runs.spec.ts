import type { Page } from '@playwright/test';
import { addSample, audit, goTo } from './audit';
import { importZip, manyClasses, trainRun } from './neighbour-data';
import { expect, test } from './workbench';

const short = { Epochs: '3', 'Neighbours k': '3' };

test('pages of runs, neighbours and comparisons can be used by everybody', async ({
  workbench: { page },
}) => {
  await addSample(page);
  await trainRun(page, /Triplet/, short);
  await trainRun(page, /Squared L2/, { 'Neighbours k': '3' });
  await lookAt(page, [
    '/runs/r1',
    '/runs/r2',
    '/runs/r1/neighbours',
    '/runs/r1/neighbours?query=3',
    '/runs/r1/neighbours?vs=pixels',
    '/runs/r1/neighbours?vs=r2',
    '/runs/r1/neighbours?view=hubs',
    '/runs/r1/neighbours?view=suspects',
    '/compare?runs=r1,r2',
  ]);
});

test('pages of sweeps can be used by everybody', async ({ workbench: { page } }) => {
  await addSample(page);
  for (const values of ['2', '3']) {
    await goTo(page, '/sweeps/new');
    await page.getByRole('radio', { name: /Triplet/ }).click();
    await page.getByLabel('Values', { exact: true }).fill(values);
    await page.getByLabel('Epochs').fill('2');
    await page.getByRole('button', { name: /Start sweep/ }).click();
    await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished', {
      timeout: 180_000,
    });
  }
  await lookAt(page, ['/sweeps', '/sweeps/new', '/sweeps/s1', '/sweeps/s2', '/sweeps/compare?sweeps=s1,s2']);
});

test('a hundred classes with long names stay apart, and can be found', async ({ workbench: { page } }) => {
  await importZip(page, 'hundred', manyClasses(100, 4));
  await trainRun(page, /Contrastive/, short);
  const legend = page.getByRole('list', { name: 'Classes' });
  await expect(legend.getByRole('button')).toHaveCount(100);
  const end = legend.getByText('rs 099', { exact: true });
  await end.scrollIntoViewIfNeeded();
  const [name, own] = [await end.boundingBox(), await legend.boundingBox()];
  expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThanOrEqual((own?.x ?? 0) + (own?.width ?? 0));
  await page.getByRole('searchbox', { name: 'Find a class' }).fill('letters 04');
  await expect(legend.getByRole('button')).toHaveCount(10);
  await page.getByRole('searchbox', { name: 'Find a class' }).fill('zebra');
  await expect(legend.getByText('No class is called that.')).toBeVisible();
  await lookAt(page, ['/runs/r1', '/runs/r1/neighbours', '/runs/r1/neighbours?view=hubs']);
});

test('the sections of a run are a key away', async ({ workbench: { page } }) => {
  await addSample(page);
  await trainRun(page, /Contrastive/, short);
  const sections = page.getByRole('navigation', { name: 'On this page' });
  for (const [label, heading] of [
    ['Confusion', 'Confusion'],
    ['First layer', 'What the distance looks at'],
    ['Settings', 'Settings'],
  ] as const) {
    await sections.getByRole('button', { name: label }).press('Enter');
    await expect(page.getByRole('heading', { level: 2, name: heading, exact: true })).toBeFocused();
    await expect(page.getByRole('heading', { level: 2, name: heading, exact: true })).toBeInViewport();
    await expect(sections).toBeInViewport();
  }
});

/** Axe in both schemes, and nothing wider than a narrow window. */
async function lookAt(page: Page, places: readonly string[]): Promise<void> {
  for (const place of places) {
    await test.step(place, async () => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await goTo(page, place);
      await expect(page.locator('main h1').first()).toBeVisible();
      await audit(page);
      await page.setViewportSize({ width: 640, height: 800 });
      const cut = () => page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
      await expect.poll(cut, `${place} is wider than its window`).toBeLessThanOrEqual(0);
    });
  }
}
