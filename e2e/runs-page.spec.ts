import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('the runs page organises runs', async ({ workbench }) => {
  const { page } = workbench;
  const rows = page.locator('tr[data-run]');
  const grid = page.getByRole('grid', { name: 'Runs' });
  const search = page.getByRole('searchbox', { name: 'Search runs' });
  const row = (id: string) => page.locator(`tr[data-run="${id}"]`);
  const messages = page.getByRole('list', { name: 'Messages' });
  const undoRemoval = () =>
    messages
      .getByRole('listitem')
      .filter({ hasText: /^\s*Removed "/ })
      .getByRole('button', { name: 'Undo' })
      .click();

  await test.step('several short trainings', async () => {
    await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
    for (const seed of [1, 2, 3]) await train(page, /Triplet/, seed);
    await train(page, /Contrastive/, 1);
    await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click();
    await expect(rows).toHaveCount(4);
    await expect(grid).toHaveAttribute('aria-rowcount', '5');
  });

  await test.step('tags in place, and undone; the search finds them, and a reload keeps it', async () => {
    await row('r2')
      .getByRole('button', { name: /^Tags of/ })
      .click();
    await page.keyboard.type('thesis, final');
    await page.keyboard.press('Enter');
    await expect(row('r2').getByRole('button', { name: /^Tags of .*: thesis, final/ })).toBeVisible();
    await messages
      .getByRole('listitem')
      .filter({ hasText: 'Saved the tags of r2.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(row('r2').getByRole('button', { name: /^Tags of .*: thesis, final/ })).toHaveCount(0);
    await row('r2')
      .getByRole('button', { name: /^Tags of/ })
      .click();
    await page.keyboard.type('thesis, final');
    await page.keyboard.press('Enter');
    await expect(row('r2').getByRole('button', { name: /^Tags of .*: thesis, final/ })).toBeVisible();
    await search.fill('final tiny');
    await expect(rows).toHaveCount(1);
    await page.reload();
    await expect(search).toHaveValue('final tiny');
    await expect(rows).toHaveCount(1);
    await search.fill('r3');
    await expect(row('r3')).toBeVisible();
    await search.fill('');
    await expect(rows).toHaveCount(4);
  });

  await test.step('tags that are refused stay in the field, with the reason', async () => {
    await row('r1')
      .getByRole('button', { name: /^Tags of/ })
      .click();
    const field = row('r1').getByRole('textbox', { name: /^Tags of/ });
    const long = 'x'.repeat(52);
    await field.fill(`good, ${long}`);
    await field.press('Enter');
    const refusal = messages.getByRole('listitem').filter({ hasText: 'A tag has at most 40 characters' });
    await expect(refusal).toContainText('this one has 52.');
    await expect(field).toHaveValue(`good, ${long}`);
    await refusal.getByRole('button', { name: 'Dismiss' }).click();
    await field.press('Escape');
    await expect(row('r1').getByRole('button', { name: /^Tags of .*: none/ })).toBeVisible();
  });

  await test.step('a star, and only the starred', async () => {
    await row('r3').getByRole('button', { name: /^Star/ }).click();
    await expect(row('r3').getByRole('button', { name: /^Star/ })).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Starred' }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Starred' }).click();
  });

  await test.step('a locked run is not removed; the others are, and come back', async () => {
    await row('r1').getByRole('button', { name: /^Lock/ }).click();
    await expect(row('r1').getByRole('button', { name: /^Lock/ })).toHaveAttribute('aria-pressed', 'true');
    await row('r1').locator('td').nth(2).click();
    await grid.focus();
    await page.keyboard.press('Delete');
    await expect(messages).toContainText(
      /is locked and cannot be removed\.\s*Unlock it first, if it may go\./,
    );
    await page.keyboard.press('Control+a');
    await expect(page.getByText('4 runs selected')).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(rows).toHaveCount(1);
    await expect(messages).toContainText('Removed 3 runs. 1 locked run stays.');
    await messages
      .getByRole('listitem')
      .filter({ hasText: 'Removed 3 runs.' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await expect(rows).toHaveCount(4);
  });

  await test.step('after a click on a checkbox the keys of the selection work', async () => {
    const selected = page.getByRole('region', { name: 'Selected runs' });
    await row('r2').getByRole('checkbox').click();
    await expect(selected).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(selected).toHaveCount(0);
    await row('r2').getByRole('checkbox').click();
    await page.keyboard.press('Delete');
    await expect(row('r2')).toHaveCount(0);
    await undoRemoval();
    await expect(rows).toHaveCount(4);
  });

  await test.step('messages cover no button of the selection', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await row('r3').getByRole('checkbox').click();
    const [button, list] = await Promise.all([
      page.getByRole('button', { name: 'Move to trash' }).boundingBox(),
      messages.boundingBox(),
    ]);
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThan(button?.y ?? 0);
    await page.setViewportSize({ width: 800, height: 800 });
    await expect(page.getByRole('button', { name: 'Move to trash' })).toBeInViewport({ ratio: 1 });
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await expect(row('r3')).toHaveCount(0);
    await undoRemoval();
    await expect(rows).toHaveCount(4);
  });

  await test.step('the filters share one line from 1280 px on; below that no single one is left over', async () => {
    await row('r4')
      .getByRole('button', { name: /^Tags of/ })
      .click();
    await page.keyboard.type('draft');
    await page.keyboard.press('Enter');
    await expect(row('r4').getByRole('button', { name: /^Tags of .*: draft/ })).toBeVisible();
    await page.goto(`${page.url().split('#')[0]}#/runs?dataset=tiny`);
    for (const label of ['Distance: Any', 'Dataset: tiny', 'Tag: Any'])
      await expect(page.locator(`[aria-label^="${label}"]`)).toBeVisible();
    const tag = page.locator('[aria-label^="Tag: "]');
    const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? -1;
    const starred = page.getByRole('button', { name: 'Starred' });
    for (const width of [1024, 1200, 1280, 1320, 1366, 1400, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const beside = width >= 1280 ? [tag, search] : [tag];
      for (const other of beside)
        await expect
          .poll(async () => (await top(starred)) - (await top(other)), { message: String(width) })
          .toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${page.url().split('#')[0]}#/runs`);
  });

  await test.step('two selected runs can be compared', async () => {
    await grid.focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await expect(page.getByRole('link', { name: 'Compare' })).toHaveAttribute('href', '#/compare?runs=r4,r3');
    await audit(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Selected runs' })).toHaveCount(0);
  });

  await test.step('runs that differ in the seed are one row with mean, error and n', async () => {
    await page.getByLabel('Group by all but the seed').check();
    const group = page.locator('tr[data-group]');
    await expect(group).toHaveCount(1);
    await expect(group).toContainText('n = 3');
    await expect(group.locator('td').filter({ hasText: '±' })).not.toHaveCount(0);
    await expect(rows).toHaveCount(1);
    await group.getByRole('button', { name: /^Open the group/ }).click();
    await expect(rows).toHaveCount(4);
    await audit(page);
  });

  await test.step('a saved view survives a reload and can be chosen', async () => {
    await search.fill('triplet');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByLabel('Name of the view').fill('Triplets by seed');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.goto(`${page.url().split('#')[0]}#/runs`);
    await page.reload();
    await expect(rows).toHaveCount(4);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Triplets by seed' }).click();
    await expect(search).toHaveValue('triplet');
    await expect(page.locator('tr[data-group]')).toHaveCount(1);
    await page.getByLabel('Group by all but the seed').uncheck();
    await search.fill('');
  });

  await test.step('Enter opens the run under the cursor', async () => {
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/runs\/r4$/);
    await page.goBack();
  });

  await test.step('the trash gives back, and is emptied for good', async () => {
    for (const id of ['r2', 'r4']) {
      await row(id).getByRole('checkbox').click();
    }
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await expect(rows).toHaveCount(2);
    await page.getByRole('link', { name: 'Trash' }).click();
    await expect(rows).toHaveCount(2);
    await audit(page);
    await page.goto(`${page.url().split('#')[0]}#/runs/r4`);
    const removed = page.getByTestId('run-removed');
    await expect(removed).toContainText('This run is in the trash.');
    await audit(page);
    await removed.getByRole('button', { name: 'Restore' }).click();
    await expect(removed).toHaveCount(0);
    await page.goto(`${page.url().split('#')[0]}#/runs`);
    await row('r4').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.getByRole('link', { name: 'Trash' }).click();
    await row('r4').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Restore 1 run' }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
    await page.getByRole('link', { name: 'Runs' }).first().click();
    await expect(rows).toHaveCount(3);
  });
});

/** Trains one run with the page's form and waits for its end. */
async function train(page: Page, distance: RegExp, seed: number): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).first().click();
  await page.getByRole('radio', { name: distance }).click();
  await page.getByLabel('Epochs').fill('3');
  await page.getByLabel('Neighbours k').fill('3');
  await page.getByLabel('Seed').fill(String(seed));
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
}

async function audit(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect
    .soft(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`))
    .toEqual([]);
}
