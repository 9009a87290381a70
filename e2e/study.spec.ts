import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('the tutorial from one click: five parts, table, sweep and findings', async ({
  workbench: { page },
}) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);
  await page.getByRole('button', { name: 'Study: the tutorial' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The tutorial on “tiny”' })).toBeVisible();
  await expect(page.locator('.progress[data-status="finished"]')).toBeVisible({ timeout: 220_000 });

  const parts = page.locator('section[data-part]');
  await expect(parts).toHaveCount(5);
  for (const part of await parts.all()) await expect(part.locator('li').first()).not.toBeEmpty();
  await expect(page.locator('table tbody tr')).toHaveCount(4);
  await expect(page.locator('[data-chart="error-by-margin"] canvas')).toHaveAttribute('data-points', '15');
  await expect(page.locator('[data-chart="weights"] canvas').first()).toHaveAttribute('data-points', '251');
});
