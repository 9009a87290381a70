import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { audit, goTo } from './audit';
import { fashionMnist, importZip, trainRun } from './neighbour-data';
import { expect, test } from './workbench';

/** The chain of New run, Queue, Runs, Compare and Run, on images that people know. */
test('Fashion-MNIST: from a dragged margin to seeds, a comparison and one run in depth', async ({
  workbench: { page },
}) => {
  const files = fashionMnist(400);
  test.skip(files === null, 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED).');
  await importZip(page, 'fashion', files ?? {});

  await test.step('a margin is dragged over the distances of these images; five seeds start', () =>
    startFiveSeeds(page));
  await test.step('one row for five seeds, sorted, with columns of choice, kept by the address', () =>
    lookAtRuns(page));
  await test.step('compared: hovered together, on a log axis, what differs, and kept over a reload', () =>
    compare(page));
  await test.step('one run: lasso, epochs replayed, the metric as a picture, a cell to its images', () =>
    lookInto(page));
  await test.step('what is seen can be taken along', () => takeAlong(page));
});

async function startFiveSeeds(page: Page): Promise<void> {
  await goTo(page, '/new?distance=contrastive');
  await expect(page.getByText(/pixels of 300 training images/)).toBeVisible();
  const handle = page.getByRole('slider', { name: 'Negative margin β' });
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x - 40, box.y + 40, { steps: 4 });
  await page.mouse.up();
  const field = page.locator('input#param-negativeMargin');
  await expect(field).not.toHaveValue('0.95');
  await expect(handle).toHaveAttribute('aria-valuetext', `Negative margin β ${await field.inputValue()}`);
  await field.fill('0.9');
  await page.getByLabel('Epochs').fill('4');
  await page.getByLabel('Neighbours k').fill('5');
  await page.getByRole('button', { name: 'Start 5 runs, seeds 0 to 4' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing waits' })).toBeVisible({ timeout: 120_000 });
  await trainRun(page, /Triplet/, { Epochs: '4', 'Neighbours k': '5' });
}

async function lookAtRuns(page: Page): Promise<void> {
  await goTo(page, '/runs');
  const grid = page.getByRole('grid', { name: 'Runs' });
  const rows = grid.locator('tr[data-row]');
  await expect(rows).toHaveCount(6);
  await page.getByRole('button', { name: 'Columns' }).click();
  for (const name of ['Best validation', 'Best loss', 'k']) {
    const item = page.getByRole('menuitemcheckbox', { name, exact: true });
    if ((await item.getAttribute('aria-checked')) !== 'true') await item.click();
  }
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('columnheader', { name: 'Best loss' })).toBeVisible();
  await page.getByLabel('Group by all but the seed').check();
  const group = page.locator('tr[data-group]');
  await expect(rows).toHaveCount(2);
  await expect(group).toContainText('n = 5');
  await expect(group.locator('td', { hasText: '±' })).not.toHaveCount(0);
  await grid.getByRole('button', { name: 'Validation', exact: true }).click();
  await expect(grid.getByRole('columnheader', { name: 'Validation', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const errors = async () =>
    (await rows.locator('td.strong').allTextContents()).map((text) => Number.parseFloat(text));
  const shown = await errors();
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
  await page.reload();
  await expect(group).toContainText('n = 5');
  await expect(grid.getByRole('columnheader', { name: 'Best loss' })).toBeVisible();
  expect(await errors()).toEqual(shown);
  await page.getByLabel('Group by all but the seed').uncheck();
  for (const id of ['r6', 'r1']) await page.locator(`tr[data-run="${id}"] input[data-select]`).check();
  // As the table has them: the first is the baseline.
  const order = await rows.evaluateAll((all) =>
    all.map((row) => row.getAttribute('data-row')).filter((id) => id === 'r1' || id === 'r6'),
  );
  const link = page.getByRole('link', { name: 'Compare' });
  await expect(link).toHaveAttribute('href', `#/compare?runs=${order.join(',')}`);
  await link.click();
}

async function compare(page: Page): Promise<void> {
  const chart = (id: string) => page.locator(`[data-chart="${id}"]`);
  await expect(chart('compared-loss').getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Log axis of loss' }).click();
  await expect(page.getByRole('button', { name: 'Log axis of loss' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(chart('compared-validation-error').locator('.line')).toHaveCount(0);
  await hover(chart('compared-loss').locator('canvas'));
  // The same epoch is pointed at in every chart over epochs, and in none over k.
  for (const id of ['compared-validation-error', 'compared-leave-one-out-error', 'compared-active-share'])
    await expect(chart(id).locator('.line')).toHaveCount(1);
  await expect(chart('compared-error-by-k').locator('.line')).toHaveCount(0);
  const setting = (key: string) => page.locator(`[data-setting="${key}"]`);
  await expect(setting('embedding')).toContainText('MLP');
  await expect(setting('embedding')).toContainText('Linear');
  await expect(setting('epochs')).toHaveCount(0);
  await expect(page.locator('[data-test]')).toHaveAttribute('data-verdict', /alike|better|worse/);
  const pair = page.getByTestId('compare-pair');
  const mistake = pair.getByRole('listitem').getByRole('button').first();
  await mistake.click();
  await expect(mistake).toHaveAttribute('aria-pressed', 'true');
  await expect(pair.locator('[data-change]')).not.toHaveCount(0);
  const scores = await page.getByTestId('compare-scores').innerText();
  await page.reload();
  await expect(page.locator('[data-test]')).toBeVisible();
  expect(await page.getByTestId('compare-scores').innerText()).toBe(scores);
  await audit(page);
}

async function lookInto(page: Page): Promise<void> {
  await goTo(page, '/runs/r1');
  const scatter = page.locator('[data-chart="embedding"] canvas');
  const selection = page.getByTestId('selection');
  const picked = page.getByTestId('picked');
  await expect(scatter).toHaveAttribute('data-points', '400');
  await drag(scatter, [0.05, 0.05], [0.85, 0.05], [0.85, 0.95], [0.05, 0.95]);
  await expect(selection.getByTestId('selection-count')).toContainText(/\d+ images/);
  const image = selection.getByRole('list', { name: 'Selected images' }).getByRole('button').first();
  await expect(image.locator('img')).toHaveJSProperty('naturalWidth', 28);
  await image.click();
  await expect(picked.getByRole('listitem')).toHaveCount(5);
  await page.getByRole('slider', { name: 'Epoch shown' }).press('Home');
  await expect(scatter).toHaveAttribute('data-epoch', '1');
  await expect(page.locator('[data-chart="distances"] canvas')).toHaveAttribute(
    'aria-label',
    /after epoch 1:/,
  );
  await expect(picked).toContainText('after epoch 1');
  const metric = page.getByTestId('metric');
  await metric.scrollIntoViewIfNeeded();
  await expect(metric.getByRole('img', { name: /^Pattern 1,/ })).toHaveJSProperty('width', 28);
  await audit(page);
  const cell = page.locator('td[data-right="false"] a').first();
  const images = Number(/^\d+/.exec((await cell.getAttribute('aria-label')) ?? '')?.[0]);
  await cell.click();
  await expect(page.locator('[role="row"][data-query]')).toHaveCount(images);
}

async function takeAlong(page: Page): Promise<void> {
  await goTo(page, '/runs/r1');
  const weights = await saved(page, 'Export this run', /npz/);
  expect(weights.toString('latin1')).toContain('weights.P');
  const confusion = (await saved(page, 'Export confusion', 'Numbers (CSV)')).toString().trim();
  expect(confusion.split('\r\n').length).toBeGreaterThan(10);
  await page.getByRole('link', { name: 'Repeat with…' }).click();
  await expect(page.locator('input#param-negativeMargin')).toHaveValue('0.9');
  await expect(page.getByTestId('estimate')).toContainText(/^About .* s, from \d+ similar fits here\.$/);
}

async function saved(page: Page, menu: string, kind: string | RegExp): Promise<Buffer> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return readFile(await (await coming).path());
}

async function hover(canvas: Locator): Promise<void> {
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await canvas.page().mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.4, { steps: 3 });
}

/** Goes from corner to corner, given as shares of its width and height. */
async function drag(canvas: Locator, ...corners: readonly (readonly [number, number])[]): Promise<void> {
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const { mouse } = canvas.page();
  for (const [at, [x, y]] of corners.entries()) {
    await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
    if (at === 0) await mouse.down();
  }
  await mouse.up();
}
