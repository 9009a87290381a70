import type { Page } from '@playwright/test';
import { audit, goTo } from './audit';
import { exported, exportedChart, exportedTable } from './exported';
import { fashionMnist, importZip } from './neighbour-data';
import { expect, test } from './workbench';

const status = (page: Page) => page.locator('header [data-status]');
const rows = (page: Page) => page.locator('tr[data-configuration]');

test('Fashion-MNIST: a nested sweep is estimated, watched, marked and explored', async ({
  workbench: { page },
}) => {
  const files = fashionMnist(300);
  test.skip(files === null, 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED).');
  await importZip(page, 'fashion', files ?? {});

  await test.step('designed: what will run, and that nobody knows how long', async () => {
    await goTo(page, '/sweeps/new?dataset=fashion');
    await fill(page, { values: '0.05, 0.3, 1, 3', epochs: '8', outer: 2 });
    await expect(page.getByTestId('what-will-run')).toContainText(
      '4 configurations × (3 folds, 3 inside each of 2 outer folds, and 2 outer ones) = 44 fits',
    );
    await expect(page.getByTestId('estimate')).toContainText('no estimate');
  });

  await test.step('live: fits are counted and points appear while it trains', async () => {
    await page.getByRole('button', { name: /Start sweep/ }).click();
    const counts = await countsWhileRunning(page);
    expect(counts.some((count) => count > 0 && count < 44)).toBe(true);
    expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
    await expect(status(page)).toHaveAttribute('data-status', 'finished', { timeout: 180_000 });
  });

  await test.step('what choosing claims, beside what the outer folds say', async () => {
    await expect(page.getByTestId('optimism')).toHaveText(
      /^Choosing (flatters by|does not flatter here \()[^]*the inner folds claim \d+\.\d %, the outer folds, which took no part, say \d+\.\d % ± \d/,
    );
  });

  await test.step('error bars for train and validation, as numbers', async () => {
    const [head, ...lines] = await exportedChart(page, 'Export error by value');
    expect(head).toBe('margin,train_error,train_standard_error,validation_error,validation_standard_error');
    expect(lines).toHaveLength(4);
    for (const line of lines)
      for (const number of line.split(',')) expect(number).toMatch(/^\d+(\.\d+)?(e-\d+)?$/);
  });

  await test.step('best, one standard error, not distinguishable', () => expectMarks(page));

  await test.step('the explorer’s neighbours are held-out images, and change with the margin', async () => {
    const handle = page.getByRole('slider', { name: 'Look along Margin α' });
    await handle.press('Home');
    const shown = () =>
      page
        .locator('[data-query]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-neighbours')).join());
    const first = await shown();
    await expect(page.getByTestId('explored')).toContainText('Margin α 0.05');
    await handle.press('End');
    await expect(page.getByTestId('explored')).toContainText('Margin α 3');
    expect(await shown()).not.toBe(first);
    await expect(page.locator('[data-query] img').first()).toHaveJSProperty('naturalWidth', 28);
  });

  await test.step('the next one like it has an estimate', async () => {
    await audit(page);
    await page.getByRole('link', { name: 'Set up again' }).click();
    await expect(page.getByTestId('estimate')).toHaveText(/^About \d[^]* from \d+ similar fits here\.$/);
  });
});

test('Fashion-MNIST: two settings as a map, along axes and in tables, all of it to take along', async ({
  workbench: { page },
}) => {
  const files = fashionMnist(200);
  test.skip(files === null, 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED).');
  await importZip(page, 'fashion', files ?? {});
  await goTo(page, '/sweeps/new?dataset=fashion');
  await fill(page, { values: '0.2, 1', epochs: '3', outer: 0 });
  await page.getByRole('button', { name: 'Vary another' }).click();
  const second = page.getByRole('group', { name: 'Axis Embedding size' });
  await second.getByRole('button', { name: 'List' }).click();
  await second.getByLabel('Values').fill('4, 16, 32');
  await page.getByRole('button', { name: /Start sweep/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/margin × embedding size$/);
  await expect(status(page)).toHaveAttribute('data-status', 'finished', { timeout: 180_000 });

  await test.step('a cell of the map says what the table says', async () => {
    const cells = page.getByRole('table', { name: /^Held-out error by/ }).getByRole('cell');
    await expect(cells).toHaveCount(6);
    for (const [at, row] of (await rows(page).all()).entries()) {
      const [, held] = /^(\d+\.\d %)/.exec(await row.locator('.strong').innerText()) ?? [];
      await expect(cells.nth(at)).toContainText(held ?? 'no error');
    }
  });

  await test.step('pictures and tables', async () => {
    for (const name of ['Export heatmap', 'Export parallel coordinates'])
      expect(await exportedChart(page, name)).toHaveLength(7);
    expect(await exportedTable(page, 'Export the configurations')).toHaveLength(6);
    const distances = (await exported(page, 'Export distances', 'Numbers (CSV)')).toString();
    expect(distances.trim().split('\r\n').length).toBeGreaterThan(10);
    await goTo(page, '/sweeps');
    expect(await exportedTable(page, 'Export the sweeps')).toHaveLength(1);
  });
});

/** Fills in margins over three folds. */
async function fill(page: Page, design: { values: string; epochs: string; outer: number }): Promise<void> {
  const axis = page.getByRole('group', { name: 'Axis Margin α' });
  await axis.getByRole('button', { name: 'List' }).click();
  await axis.getByLabel('Values').fill(design.values);
  await page.locator('#sweep-folds').click();
  await page.getByRole('option', { name: '3 folds' }).click();
  if (design.outer > 0) {
    await page.locator('#sweep-outer').click();
    await page.getByRole('option', { name: `${design.outer} outer folds` }).click();
  }
  await page.getByLabel('Neighbours k').fill('5');
  await page.getByLabel('Epochs').fill(design.epochs);
}

/** Every count of finished fits that was shown before the end. */
async function countsWhileRunning(page: Page): Promise<number[]> {
  const seen: number[] = [];
  const words = page.getByTestId('sweep-progress');
  await expect
    .poll(
      async () => {
        const count = Number.parseInt(await words.innerText());
        if (count !== seen.at(-1)) seen.push(count);
        return (await status(page).getAttribute('data-status')) === 'finished';
      },
      { intervals: [30], timeout: 180_000 },
    )
    .toBe(true);
  return seen;
}

/** One best; one simplest within a standard error of it; a ring on those that the test does not tell apart, and on no other. */
async function expectMarks(page: Page): Promise<void> {
  const told = await rows(page).evaluateAll((all) =>
    all.map((row) => {
      const texts = [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '');
      const [, mean, error] = /^([\d.]+) % ± ([\d.]+)/.exec(texts[2] ?? '') ?? [];
      return { mean: Number(mean), error: Number(error), p: texts[3] ?? '', marks: texts[4] ?? '' };
    }),
  );
  const best = told.filter(({ marks }) => marks.includes('best'));
  const simple = told.filter(({ marks }) => marks.includes('simplest'));
  expect([best.length, simple.length]).toEqual([1, 1]);
  expect(best[0]!.mean).toBe(Math.min(...told.map(({ mean }) => mean)));
  expect(simple[0]!.mean).toBeLessThanOrEqual(best[0]!.mean + best[0]!.error + 0.11);
  for (const { p, marks } of told.filter((one) => one !== best[0])) {
    expect(p).toMatch(/^(< )?[01]\.\d{3}$/);
    expect(marks.includes('not distinguishable')).toBe(!p.startsWith('<') && Number(p) >= 0.05);
  }
}
