import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('a sweep: designed, trained, read, tried at another k, opened as a run, removed and taken back', async ({
  workbench,
}) => {
  const { page } = workbench;
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);

  await test.step('three margins over two folds', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Sweeps' }).click();
    await expect(page.getByRole('heading', { name: 'No sweeps yet' })).toBeVisible();
    await page.getByRole('link', { name: 'New sweep' }).first().click();
    await design(page);
    await expect(page.getByTestId('memory')).toContainText(/Needs about .* of memory.*are free/);
  });

  await test.step('it trains, and tells where it stands', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: /triplet on tiny/ })).toBeVisible();
    await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
    await expect(page.getByTestId('sweep-progress')).toHaveText('6 of 6 fits');
    await expect(page.getByTestId('honesty')).toContainText('Cross-validated over 2 folds');
  });

  await test.step('chart, table and marks', async () => {
    await expect(chart(page)).toHaveAttribute('data-points', '3');
    await expect(rows(page)).toHaveCount(3);
    for (const row of await rows(page).all()) await expect(row).toContainText(/\d %\s± \d/);
    await expect(rows(page).filter({ hasText: 'best' })).toHaveCount(1);
  });

  await test.step('everybody can use it, light and dark', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await audit(page);
    }
  });

  await test.step('k moves without training', async () => {
    await page.getByRole('slider', { name: 'Neighbours that vote' }).press('ArrowLeft');
    await expect(page.getByText('Mean held-out errors at k = 4.')).toBeVisible();
    await expect(rows(page).first()).not.toContainText('±');
    await page.getByRole('button', { name: 'Back to k = 5' }).click();
    await expect(rows(page).first()).toContainText('±');
  });

  await test.step('a configuration as a run', async () => {
    await page.getByRole('button', { name: 'Open as a run: Margin α 0.5' }).click();
    await expect(page.getByRole('heading', { level: 1, name: /margin 0\.5/ })).toBeVisible();
    await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  });

  await test.step('after a restart it is in the list; removing can be undone', async () => {
    const again = await workbench.restart();
    await again.getByRole('navigation').getByRole('link', { name: 'Sweeps' }).click();
    const row = again.locator('tr[data-sweep]');
    await expect(row).toContainText(/Margin α .*%\s± \d/);
    await row.getByRole('button', { name: /^Remove/ }).click();
    await expect(again.getByRole('heading', { name: 'No sweeps yet' })).toBeVisible();
    await expect(again.getByRole('heading', { level: 1 })).toBeFocused();
    await again.getByRole('button', { name: 'Undo' }).click();
    await row.getByRole('link').click();
    await expect(chart(again)).toHaveAttribute('data-points', '3');
  });

  await test.step('the trash gives back a sweep and its dataset, long after', async () => {
    const { page } = workbench;
    const menu = page.getByRole('navigation');
    const removed = page.locator('[data-removed]');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await menu.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('button', { name: 'Remove tiny' }).click();
    await page.getByRole('link', { name: 'Trash' }).click();
    await expect(removed).toHaveCount(2);
    await audit(page);
    await page
      .getByRole('region', { name: 'Sweeps' })
      .getByRole('button', { name: /^Restore/ })
      .click();
    await expect(removed).toHaveCount(1);
    await page.getByRole('button', { name: 'Restore tiny' }).click();
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    await menu.getByRole('link', { name: 'Datasets' }).click();
    await expect(page.getByRole('heading', { name: 'tiny' })).toBeVisible();
    await menu.getByRole('link', { name: 'Sweeps' }).click();
    await expect(page.locator('tr[data-sweep]')).toHaveCount(1);
  });

  await test.step('both are deleted for good, the dataset not before all that needs it', async () => {
    const { page } = workbench;
    const menu = page.getByRole('navigation');
    const removed = page.locator('[data-removed]');
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete for good' });
    await page.getByRole('button', { name: /^Remove/ }).click();
    await menu.getByRole('link', { name: 'Datasets' }).click();
    await page.getByRole('button', { name: 'Remove tiny' }).click();
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('button', { name: 'Delete for good: tiny' }).click();
    await expect(page.getByRole('heading', { name: 'Delete "tiny" for good?' })).toBeVisible();
    await audit(page);
    await confirm.click();
    const refusal = page.getByRole('listitem').filter({ hasText: 'cannot be deleted for good' });
    await expect(refusal).toContainText('1 run and 1 sweep need its images');
    await expect(removed).toHaveCount(2);
    await page
      .getByRole('region', { name: 'Sweeps' })
      .getByRole('button', { name: /^Delete for good/ })
      .click();
    await confirm.click();
    await expect(removed).toHaveCount(1);
    await menu.getByRole('link', { name: 'Runs' }).click();
    await page.locator('tr[data-run="r1"]').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await confirm.click();
    await expect(page.getByText('Deleted 1 run and 1 dataset for good.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  });
});

test('two settings make a map; a long sweep is cancelled and resumed', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);
  await page.goto(`${page.url().split('#')[0]}#/sweeps/new`);
  await design(page, '4000');
  await page.getByRole('button', { name: 'Vary another' }).click();
  await audit(page);
  await page.getByRole('button', { name: /Start sweep/ }).click();
  await expect(page.getByRole('columnheader', { name: /Margin α ↓/ })).toBeVisible();
  const before = await placesOfProgress(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'cancelled');
  expect(await placesOfProgress(page)).toEqual(before);
  await audit(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', /queued|running/);
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('heading', { name: 'No sweeps yet' })).toBeVisible();
});

/** How far down the page begins below its header, in windows of several widths. */
async function placesOfProgress(page: Page): Promise<(number | undefined)[]> {
  const places = [];
  for (const width of [1024, 1100, 1160, 1200, 1280, 1366]) {
    await page.setViewportSize({ width, height: 900 });
    places.push((await page.getByTestId('sweep-progress').boundingBox())?.y);
  }
  return places;
}

/** Lets axe look at the page. */
async function audit(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

const rows = (page: Page) => page.locator('tr[data-configuration]');
const chart = (page: Page) => page.locator('[data-chart="error-by-axis"] canvas');

/** Fills in margins 0.1, 0.5 and 1 over two folds with five neighbours. */
async function design(page: Page, epochs = '5'): Promise<void> {
  const axis = page.getByRole('group', { name: 'Axis Margin α' });
  await axis.getByRole('button', { name: 'List' }).click();
  await axis.getByLabel('Values').fill('0.1, oops');
  await expect(axis.getByText('"oops" is not a number.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Start sweep/ })).toBeDisabled();
  await axis.getByLabel('Values').fill('0.1, 0.5, 1');
  await page.locator('#sweep-folds').click();
  await page.getByRole('option', { name: '2 folds' }).click();
  await page.getByLabel('Neighbours k').fill('5');
  await page.getByLabel('Epochs').fill(epochs);
  await expect(page.getByTestId('what-will-run')).toContainText('3 configurations × 2 folds = 6 fits');
}
