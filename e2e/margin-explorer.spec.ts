import type { Page } from '@playwright/test';
import { addSample, audit, goTo } from './audit';
import { expect, test } from './workbench';

test('a margin is dragged, and error, distances and neighbours move with it', async ({ workbench }) => {
  const { page } = workbench;
  await addSample(page);

  await test.step('four margins over two folds of the sample', async () => {
    await goTo(page, '/sweeps/new');
    await page.getByLabel('Epochs').fill('5');
    await axisValues(page, 'Margin α', '0.1, 0.5, 1, 2');
    await startWithTwoFolds(page);
    await expectFinished(page);
  });

  await test.step('by keyboard: every configuration has its own error, distances and neighbours', async () => {
    const handle = page.getByRole('slider', { name: 'Look along Margin α' });
    await handle.press('Home');
    const seen = [await shown(page)];
    for (let step = 0; step < 3; step++) {
      await handle.press('ArrowRight');
      seen.push(await shown(page));
    }
    expect(seen.map(({ words }) => /^Margin α ([\d.]+)/.exec(words)?.[1])).toEqual(['0.1', '0.5', '1', '2']);
    expect(new Set(seen.map(({ distances }) => distances)).size).toBe(4);
    expect(new Set(seen.map(({ neighbours }) => neighbours)).size).toBe(4);
    await expect(handle).toHaveAttribute('aria-valuetext', /Margin α 2, held out \d+\.\d % ± \d/);
  });

  await test.step('by mouse, from the right end to the left one', async () => {
    const handle = page.getByRole('slider', { name: 'Look along Margin α' });
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 2000, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect(page.getByTestId('explored')).toContainText('Margin α 0.1');
  });

  await test.step('a query is pinned', async () => {
    const pins = page.getByRole('group', { name: 'Pinned queries' }).getByRole('button', { pressed: false });
    const rows = page.locator('[data-query]');
    await expect(rows).toHaveCount(3);
    await pins.first().click();
    await expect(rows).toHaveCount(4);
    await expect(rows.first().getByRole('listitem')).toHaveCount(10);
  });

  await audit(page);
});

test('axes are brushed, and sweeps compared in one chart', async ({ workbench }) => {
  const { page } = workbench;
  await addSample(page);
  await goTo(page, '/sweeps/new');
  await page.getByLabel('Epochs').fill('2');
  await axisValues(page, 'Margin α', '0.2, 1');
  await page.getByRole('button', { name: 'Vary another' }).click();
  await axisValues(page, 'Embedding size', '4, 8, 16');
  await startWithTwoFolds(page);
  await expectFinished(page);

  await test.step('a brush filters the table', async () => {
    const rows = page.locator('tr[data-configuration]');
    await expect(rows).toHaveCount(6);
    await page.getByRole('slider', { name: 'Embedding size from' }).press('ArrowUp');
    await expect(page.getByTestId('brushed')).toHaveText('4 of 6 configurations pass');
    await expect(rows).toHaveCount(4);
    await page.getByRole('slider', { name: /^Error at k = \d+ to/ }).press('ArrowDown');
    await expect(rows).not.toHaveCount(4);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(rows).toHaveCount(6);
    await audit(page);
  });

  await test.step('in a narrow window, too, the charts stay where they are', async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    const handle = page.getByRole('slider', { name: 'Look along Margin α' });
    const charts = page.getByLabel('Explorer', { exact: true }).locator('.charts');
    const tops = new Set<number>();
    await handle.press('Home');
    for (let step = 0; step < 4; step++) {
      tops.add(await charts.evaluate((element) => (element as HTMLElement).offsetTop));
      await handle.press('ArrowRight');
    }
    expect([...tops]).toHaveLength(1);
    const header = page.getByLabel('Explorer', { exact: true }).locator('header');
    expect((await header.boundingBox())?.height).toBeLessThan(90);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('a second sweep, and both in one chart that a reload brings back', async () => {
    await page.getByRole('link', { name: 'Set up again' }).click();
    await page.getByLabel('Seed').fill('7');
    await page.getByRole('button', { name: /Start sweep/ }).click();
    await expectFinished(page);
    await goTo(page, '/sweeps');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('link', { name: 'Compare 2' }).click();
    const chart = page.locator('[data-chart="error-of-sweeps"] canvas');
    await expect(chart).toHaveAttribute('data-points', '2');
    await expect(page.getByTestId('best-of-many')).toContainText(
      'lowest of 3 configurations at each margin α',
    );
    await page.reload();
    await expect(chart).toHaveAttribute('data-points', '2');
    await expect(page.locator('tr[data-differs="Seed"]')).toContainText('7');
    await audit(page);
  });
});

/** What the explorer shows: in words, the distances as the chart tells them, and the neighbours' rows. */
async function shown(page: Page) {
  const distances = page.locator('[data-chart="distances-by-fit"] canvas');
  return {
    words: await page.getByTestId('explored').innerText(),
    distances: await distances.getAttribute('aria-label'),
    neighbours: await page
      .locator('[data-query]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-neighbours')).join()),
  };
}

/** However slow the engine is. */
async function expectFinished(page: Page): Promise<void> {
  const status = page.locator('header [data-status]');
  await expect(status).toHaveAttribute('data-status', 'finished', { timeout: 400_000 });
}

async function axisValues(page: Page, label: string, values: string): Promise<void> {
  const axis = page.getByRole('group', { name: `Axis ${label}` });
  await axis.getByRole('button', { name: 'List' }).click();
  await axis.getByLabel('Values').fill(values);
}

async function startWithTwoFolds(page: Page): Promise<void> {
  await page.locator('#sweep-folds').click();
  await page.getByRole('option', { name: '2 folds' }).click();
  await page.getByRole('button', { name: /Start sweep/ }).click();
}
