import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { audit, goTo } from './audit';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('a run unfolds epoch by epoch, and its confusions lead to their images', async ({ workbench }) => {
  const { page } = workbench;
  const scatter = page.locator('[data-chart="embedding"] canvas');
  const slider = page.getByRole('slider', { name: 'Epoch shown' });
  const settings = page.getByRole('heading', { name: 'Settings' });
  let places: (number | undefined)[] = [];

  await test.step('while it trains, the scatter follows the last epoch', async () => {
    await page.getByRole('button', { name: 'Add the sample' }).click();
    await expect(page.getByText(/"sample" is ready/)).toBeVisible();
    await page.getByRole('list', { name: 'Messages' }).getByRole('button', { name: 'New run' }).click();
    await page.getByLabel('Epochs').fill('300');
    await page.keyboard.press('Control+Enter');
    const seen = await epochsWhileTraining(page, scatter);
    expect(seen.length, `epochs seen: ${seen.join(', ')}`).toBeGreaterThanOrEqual(2);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    places = [await topOf(scatter), await topOf(settings)];
    await expect(statusOf(page)).toHaveAttribute('data-status', 'finished', { timeout: 180_000 });
    await expect(scatter).toHaveAttribute('data-epoch', '300');
    await expect(scatter).toHaveAttribute('data-points', '750');
  });

  await test.step('nothing jumps when the results arrive', async () => {
    await expect(page.getByTestId('confusion').getByRole('link').first()).toBeVisible();
    expect([await topOf(scatter), await topOf(settings)]).toEqual(places);
  });

  await test.step('the slider moves the points and the distances together', async () => {
    await page.reload();
    const distances = page.locator('[data-chart="distances"] canvas');
    await expect(scatter).toHaveAttribute('data-epoch', '300');
    await slider.focus();
    const drawingAfter = async (key: string, epoch: number) => {
      await page.keyboard.press(key);
      await expect(scatter).toHaveAttribute('data-epoch', String(epoch));
      await expect(scatter).toHaveAttribute('data-still', 'true');
      await expect(distances).toHaveAttribute('aria-label', new RegExp(`after epoch ${epoch}:`));
      return drawingOf(scatter);
    };
    const first = await drawingAfter('Home', 1);
    expect(await drawingAfter('End', 300)).not.toBe(first);
    expect(await drawingAfter('Home', 1)).toBe(first);
  });

  await test.step('it plays through the epochs', async () => {
    await page.getByRole('button', { name: 'Play through the epochs' }).click();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(scatter).not.toHaveAttribute('data-epoch', '1');
    await page.getByRole('button', { name: 'Pause' }).click();
    await slider.focus();
    await page.keyboard.press('End');
  });

  await test.step('the epoch and k that were chosen are there after a reload and on the way back', async () => {
    const k = page.getByRole('slider', { name: 'Neighbours that vote' });
    const entries = () => page.evaluate<number>('history.length');
    const before = await entries();
    await slider.press('ArrowLeft');
    const epoch = (await scatter.getAttribute('data-epoch')) ?? '';
    expect(Number(epoch)).toBeLessThan(300);
    await k.press('Home');
    for (let press = 0; press < 8; press++) await k.press('ArrowRight');
    await expect(page).toHaveURL(new RegExp(`/runs/r1\\?k=9&epoch=${epoch}$`));
    expect(await entries()).toBe(before);
    const isThere = async () => {
      await expect(scatter).toHaveAttribute('data-epoch', epoch);
      await expect(k).toHaveAttribute('aria-valuenow', '9');
    };
    await page.reload();
    await isThere();
    await page.locator('main').getByRole('link', { name: 'Neighbours' }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Neighbours' })).toBeVisible();
    await page.goBack();
    await isThere();
    await page.goForward();
    await page.locator('main .back').click();
    await isThere();
    await page.goto(`${page.url().split('?')[0]}?k=-3&epoch=9999`);
    await expect(k).toHaveAttribute('aria-valuenow', '36');
    await expect(scatter).toHaveAttribute('data-epoch', '300');
  });

  await test.step('arrow keys go from image to image', async () => {
    await page.getByRole('button', { name: /Arrow keys go from image to image/ }).focus();
    await page.keyboard.press('ArrowRight');
    const tip = page.getByTestId('scatter-tip');
    await expect(tip.locator('img')).toHaveJSProperty('naturalWidth', 64);
    const first = await tip.textContent();
    await page.keyboard.press('ArrowRight');
    await expect(tip).not.toHaveText(first ?? '');
  });

  await test.step('a cell of the confusion matrix leads to its wrong images', async () => {
    const cell = page.locator('td[data-right="false"] a').first();
    const name = /: (.*) taken for/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1] ?? '?';
    await cell.scrollIntoViewIfNeeded();
    const scrolled = () => page.locator('main').evaluate(({ scrollTop }) => scrollTop);
    const before = await scrolled();
    expect(before).toBeGreaterThan(500);
    await cell.click();
    await expect(page.getByRole('button', { name: /^Wrong only/ })).toHaveAttribute('aria-pressed', 'true');
    expect(await scrolled()).toBe(0);
    await expect(page.locator('.choice').filter({ hasText: name })).not.toHaveCount(0);
    const rows = page.locator('[role="row"]');
    await expect(rows).not.toHaveCount(0);
    await expect(page.locator('[role="row"][data-verdict="right"]')).toHaveCount(0);
    for (const row of await rows.all()) await expect(row).toContainText(name);
    await page.goBack();
    await expect.poll(scrolled).toBeGreaterThan(before - 2);
    await expect(cell).toBeInViewport();
  });

  await test.step('repeated with every epoch scored, there is no epoch that cannot be looked at', async () => {
    await expect(page.getByText(/of 300 epochs can be looked at/)).toBeVisible();
    await page.getByRole('link', { name: 'Repeat with every epoch scored' }).click();
    await expect(page.getByLabel('Score every epoch')).toBeChecked();
    await page.getByLabel('Epochs', { exact: true }).fill('30');
    await page.keyboard.press('Control+Enter');
    await expect(page).toHaveURL(/runs\/r2/);
    await expect(statusOf(page)).toHaveAttribute('data-status', 'finished', { timeout: 180_000 });
    await expect(scatter).toHaveAttribute('data-epoch', '30');
    await slider.focus();
    for (const epoch of [29, 28, 27]) {
      await page.keyboard.press('ArrowLeft');
      await expect(scatter).toHaveAttribute('data-epoch', String(epoch));
    }
    await expect(page.getByText('All epochs can be looked at')).toBeVisible();
    await page.goto(`${page.url().split('#')[0]}#/runs/r2/neighbours?epoch=27`);
    await expect(page.locator('[role="row"][data-query]')).not.toHaveCount(0);
  });
});

test('a distance without training has a confusion matrix and no epochs', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: 'Add the sample' }).click();
  await expect(page.getByText(/"sample" is ready/)).toBeVisible();
  await page.getByRole('list', { name: 'Messages' }).getByRole('button', { name: 'New run' }).click();
  await page.getByRole('radio', { name: /Squared L2/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(statusOf(page)).toHaveAttribute('data-status', 'finished');
  await expect(page.getByText('there are no epochs to look back on')).toBeVisible();
  const table = page.getByTestId('confusion').getByRole('table');
  await expect(table.getByRole('rowheader')).toHaveCount(12);
  await table.getByRole('link').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(table.getByRole('row').nth(2).getByRole('link').first()).toBeFocused();
});

test('a run that diverged is repeated with a learning rate that holds', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await goTo(page, '/new?distance=l2-min');
  await page.getByLabel('Epochs').fill('20');
  await page.getByRole('textbox', { name: 'Neighbours k' }).fill('3');
  const rate = page.getByRole('textbox', { name: 'Learning rate' });
  await rate.fill('1000000');
  await page.getByRole('button', { name: /^Start run/ }).click();
  await expect(statusOf(page)).toHaveAttribute('data-status', 'diverged');
  const trouble = page.getByRole('alert');
  await expect(trouble).toContainText(/A learning rate of [\d.e+-]+ holds here\./);
  await expect(trouble).not.toContainText('--');
  const repeat = trouble.getByRole('link', { name: /^Repeat with learning rate/ });
  const held = ((await repeat.textContent()) ?? '').replace('Repeat with learning rate ', '');
  await audit(page);
  await repeat.click();
  await expect(rate).toHaveValue(held);
  await expect(page.getByLabel('Epochs')).toHaveValue('20');
  await page.getByRole('button', { name: /^Start run/ }).click();
  await expect(statusOf(page)).toHaveAttribute('data-status', 'finished');
});

const statusOf = (page: Page) => page.locator('header [data-status]');

/** Where it stands on the page, however far that is scrolled. */
const topOf = async (place: Locator): Promise<number | undefined> => {
  const main = place.page().getByRole('heading', { level: 1 });
  const [box, top] = [await place.boundingBox(), await main.boundingBox()];
  return box && top ? Math.round(box.y - top.y) : undefined;
};

/** What is drawn, as a short text to compare. */
const drawingOf = async (canvas: Locator): Promise<string> =>
  createHash('sha256')
    .update(await canvas.screenshot())
    .digest('hex');

/** The epochs that the scatter showed while the run was training. */
async function epochsWhileTraining(page: Page, scatter: Locator): Promise<number[]> {
  const seen: number[] = [];
  await expect
    .poll(
      async () => {
        const epoch = Number(await scatter.getAttribute('data-epoch'));
        const status = await statusOf(page).getAttribute('data-status');
        if (status === 'running' && epoch > 0 && epoch !== seen.at(-1)) seen.push(epoch);
        return seen.length >= 2 || status === 'finished';
      },
      { intervals: [30], timeout: 120_000 },
    )
    .toBe(true);
  return seen;
}
