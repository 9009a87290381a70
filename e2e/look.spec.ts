import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { goTo } from './audit';
import { filledPlaces, fillWorkbench, registeredPaths } from './every-place';
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

test('every page of the registry holds a hundred classes with long names, in every window', async ({
  workbench: { page },
}) => {
  expect(Object.keys(filledPlaces).toSorted()).toEqual(registeredPaths().toSorted());
  await fillWorkbench(page);
  for (const place of Object.values(filledPlaces).flat()) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await audit(page, place);
    }
    for (const width of [640, 1024, 1280, 1366, 1920]) {
      await page.setViewportSize({ width, height: Math.round(0.7 * width) });
      await expectNothingCutOff(page, `${place} at ${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});

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
    await goTo(page, place);
    await expect(page.locator('main h1')).toBeVisible();
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect.soft(told, `${place ?? 'dialog'}`).toEqual([]);
}

/** Neither the page nor a line of the navigation may need to be pushed sideways, and no control stands out of its panel. */
async function expectNothingCutOff(page: Page, place: string): Promise<void> {
  for (const part of ['html', 'main', 'nav[aria-label="Main"]']) {
    const cut = await page.locator(part).evaluate((element) => element.scrollWidth - element.clientWidth);
    expect.soft(cut, `${part} of ${place} is wider than its room by so many pixels`).toBeLessThanOrEqual(0);
  }
  // Its own columns step aside where there is less room; nothing in it is to be pushed sideways.
  for (const table of await page.locator('[data-page="home"] .scroller').all()) {
    const cut = await table.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect.soft(cut, `the table of ${place} is wider than its room by so many pixels`).toBeLessThanOrEqual(0);
  }
  const outside = await page.locator('main .panel').evaluateAll((panels) =>
    panels.flatMap((panel) => {
      const room = panel.getBoundingClientRect();
      const scrolls = (element: Element | null): boolean =>
        element !== null &&
        (getComputedStyle(element).overflowX !== 'visible' ||
          (element !== panel && scrolls(element.parentElement)));
      return [...panel.querySelectorAll('a, button, input, select, textarea, label, h2, h3')]
        .filter((control) => {
          const box = control.getBoundingClientRect();
          return (
            box.width > 1 && (box.right > room.right + 1 || box.left < room.left - 1) && !scrolls(control)
          );
        })
        .map(
          (control) =>
            `${control.nodeName} ${control.getAttribute('aria-label') ?? control.id} ${control.textContent.trim().slice(0, 40)}`,
        );
    }),
  );
  expect.soft(outside, `${place}: controls outside of their panel`).toEqual([]);
}

async function startShortRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).last().click();
  await page.getByRole('radio', { name: /Contrastive/ }).click();
  await page.getByLabel('Epochs').fill('5');
  await page.getByLabel('Neighbours k').fill('3');
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
}
