import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from '@playwright/test';
import { addSample, audit, goTo } from './audit';
import { registeredPaths } from './every-place';
import { exported } from './exported';
import { trainRun } from './neighbour-data';
import { expect, test } from './workbench';

test('a damaged store is told on every page, takes no change, and gives what can be read', async ({
  workbench,
}) => {
  await addSample(workbench.page);
  await trainRun(workbench.page, /Contrastive/, { Epochs: '3', 'Neighbours k': '3' });
  const page = await workbench.restart(damageStore);
  const banner = page.getByTestId('store-fault');

  await test.step('every page says so, in line with what is below it', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const path of registeredPaths()) {
      await goTo(page, path.replace(':id', 'r1').replace(':name', 'sample'));
      await expect(banner.getByRole('alert'), path).toContainText(
        /^\s*Store damaged: .*store\.db: .*There is no backup/,
      );
      await expect(banner).toContainText('Read and export what can still be read');
      await expect(page.locator('[data-page] > *').first()).toBeVisible();
      expect(await insideOf(page, '[data-testid=store-fault]'), path).toEqual(
        await insideOf(page, '[data-page]'),
      );
    }
  });

  await test.step('a change is refused, and says why', async () => {
    await goTo(page, '/runs/r1');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Messages' })).toContainText('Store damaged');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('contrastive on sample');
    await goTo(page, '/runs');
    await expect(page.getByRole('row').filter({ hasText: 'sample' })).toHaveCount(1);
  });

  await test.step('the run can still be taken out', async () => {
    await goTo(page, '/runs/r1');
    const bundle = await exported(page, 'Export this run', 'Bundle for another workbench');
    expect(bundle.subarray(0, 2).toString()).toBe('PK');
  });

  await test.step('everybody can read it', async () => {
    await audit(page);
    await page.setViewportSize({ width: 640, height: 800 });
    const cut = () => page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    await expect.poll(cut).toBeLessThanOrEqual(0);
  });
});

/** Left and right of what is inside an element. */
async function insideOf(page: Page, selector: string): Promise<number[]> {
  return page.locator(selector).evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const { paddingLeft, paddingRight } = getComputedStyle(element);
    return [left + parseFloat(paddingLeft), right - parseFloat(paddingRight)];
  });
}

/** Spoils a page of the store that no page of the workbench needs, and leaves the mark of a host that was killed, so that it is looked for. */
function damageStore(home: string): void {
  const file = join(home, 'store.db');
  const db = new Database(file);
  const [root, size] = [
    db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'sweep_looks'").pluck().get() ??
      0,
    Number(db.pragma('page_size', { simple: true })),
  ];
  db.close();
  writeFileSync(file, readFileSync(file).fill(0xff, (root - 1) * size, root * size));
  writeFileSync(join(home, 'lock.json'), '{}');
}
