import type { Page } from '@playwright/test';
import { expect, test } from './workbench';

test('the main job: sample, triplet run, curves that move, neighbours, restart', async ({ workbench }) => {
  const { page } = workbench;
  await test.step('the first start is empty and says what to do', async () => {
    await expect(page.getByRole('heading', { name: 'Learn a distance between images' })).toBeVisible();
    await page.getByRole('button', { name: 'Add the sample' }).click();
    await expect(page.getByText(/"sample" is ready: 750 images in 12 classes/)).toBeVisible();
  });

  await test.step('its images are seen on the Datasets page', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Datasets' }).click();
    const card = page.getByRole('article').filter({ hasText: 'sample' });
    await expect(card.locator('img').first()).toHaveJSProperty('naturalWidth', 64);
    await expect(card.locator('img')).not.toHaveCount(1);
    for (const width of [1024, 1366, 3840]) {
      await page.setViewportSize({ width, height: 900 });
      const cut = await card
        .locator('.caption .head')
        .evaluateAll((names) =>
          names
            .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
            .map((name) => name.outerHTML),
        );
      expect(cut, `names that are broken up at ${width}`).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('a triplet run starts with its defaults', async () => {
    await page.getByRole('list', { name: 'Messages' }).getByRole('button', { name: 'New run' }).click();
    await expect(page.getByRole('radio', { name: /Triplet/ })).toBeChecked();
    await expect(page.getByTestId('what-will-run')).toContainText('triplet loss on 600 images of “sample”');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: /triplet/i })).toBeVisible();
  });

  await test.step('curves move while it trains', async () => {
    const seen = await pointsWhileTraining(page);
    expect(seen.length, `points seen: ${seen.join(', ')}`).toBeGreaterThanOrEqual(2);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    await expect(statusOf(page)).toHaveAttribute('data-status', 'finished', { timeout: 180_000 });
    await expect(page.locator('[data-chart="loss"] canvas')).toHaveAttribute('data-points', '100');
    await expect(page.locator('[data-chart="error-by-k"] canvas')).not.toHaveAttribute('data-points', '0');
  });

  await test.step('neighbours, then only the wrong ones', async () => {
    await page.locator('main').getByRole('link', { name: 'Neighbours' }).click();
    const rows = page.locator('[role="row"]');
    await expect(rows).not.toHaveCount(0);
    const image = rows.first().locator('img').first();
    await expect(image).toHaveJSProperty('naturalWidth', 64);
    await page.getByRole('button', { name: /^Wrong only/ }).click();
    await expect(page.locator('[role="row"][data-verdict="right"]')).toHaveCount(0);
    await expect(page.locator('[role="row"][data-verdict="wrong"]')).not.toHaveCount(0);
    await rows.first().locator('[data-cell]').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(rows.first().locator('[data-cell]').nth(1)).toBeFocused();
  });

  await test.step('after a restart the run is still there', async () => {
    const again = await workbench.restart();
    await again.getByRole('navigation').getByRole('link', { name: 'Runs' }).click();
    const row = again.locator('tr[data-run]');
    await expect(row).toHaveCount(1);
    await expect(row).toHaveAttribute('data-status', 'finished');
    await row.getByRole('link').click();
    await expect(again.locator('[data-chart="loss"] canvas')).toHaveAttribute('data-points', '100');
  });

  await test.step('removing can be undone', async () => {
    const again = workbench.page;
    await again.getByRole('button', { name: 'Remove' }).click();
    await expect(again.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
    await again.getByRole('button', { name: 'Undo' }).click();
    await expect(again.locator('tr[data-run]')).toHaveCount(1);
  });
});

const statusOf = (page: Page) => page.locator('header [data-status]');

/** Every number of points that the loss curve showed while the run was training. */
async function pointsWhileTraining(page: Page): Promise<number[]> {
  const seen: number[] = [];
  const loss = page.locator('[data-chart="loss"] canvas');
  await expect(loss).toBeVisible();
  await expect
    .poll(
      async () => {
        const [points, status] = [
          Number(await loss.getAttribute('data-points')),
          await statusOf(page).getAttribute('data-status'),
        ];
        if (status === 'running' && points > 0 && points !== seen.at(-1)) seen.push(points);
        return seen.length >= 3 || status === 'finished';
      },
      { intervals: [30], timeout: 120_000 },
    )
    .toBe(true);
  return seen;
}
