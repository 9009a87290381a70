import type { Locator } from '@playwright/test';
import { audit, goTo } from './audit';
import { fashionMnist, giveFile, importZip, trainRun } from './neighbour-data';
import { expect, test } from './workbench';

test('Fashion-MNIST: what a row says is true, in every split, side by side and for an image of one’s own', async ({
  workbench: { page },
}) => {
  const files = fashionMnist(300);
  test.skip(files === null, 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED).');
  await importZip(page, 'fashion', files ?? {});
  await trainRun(page, /Triplet/, { Epochs: '6', 'Neighbours k': '7' });
  await trainRun(page, /^Contrastive/, { Epochs: '3', 'Neighbours k': '7' });
  const rows = page.locator('[role="row"][data-query]');

  await test.step('rank, distance, class, border, vote and margin agree', async () => {
    await goTo(page, '/runs/r1/neighbours?k=7');
    await expect(rows).not.toHaveCount(0);
    for (const row of (await rows.all()).slice(0, 8)) await expectTrue(row, 7);
    const mark = rows.first().locator('.winner .mark');
    expect(await mark.evaluate((element) => element.getBoundingClientRect().width)).toBe(8);
  });

  await test.step('queries of the training split, too', async () => {
    await page
      .getByRole('radio', { name: 'Train' })
      .or(page.getByRole('button', { name: 'Train' }))
      .click();
    await expect(rows.first().locator('[data-cell]').first()).toHaveAttribute('title', /^train image, row/);
    for (const row of (await rows.all()).slice(0, 3)) await expectTrue(row, 7);
  });

  await test.step('down and up through the rows by keyboard', async () => {
    const second = (at: number) => rows.nth(at).locator('[data-cell]').nth(2);
    await rows.first().locator('[data-cell]').first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await expect(second(1)).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(second(0)).toBeFocused();
    await page.keyboard.press('End');
    await expect(rows.first().locator('[data-cell]').last()).toBeFocused();
  });

  await test.step('two runs: what the second fixed and broke adds up', async () => {
    await goTo(page, '/runs/r1/neighbours?k=7&vs=r2');
    const told = async (name: RegExp) =>
      Number((await page.getByRole('button', { name }).innerText()).replace(/\D/g, ''));
    await expect(page.getByRole('button', { name: /^Fixed \d/ })).toBeVisible();
    const [wrong, broken, both] = [
      await told(/^Wrong only \d/),
      await told(/^Broken \d/),
      await told(/^Wrong in both \d/),
    ];
    expect(broken + both).toBe(wrong);
    await expect(rows.first().getByTestId('votes')).toHaveCount(2);
    await audit(page);
  });

  await test.step('an image that is in the training images finds itself', async () => {
    await goTo(page, '/runs/r1/neighbours?k=7');
    const tile = rows.first().locator('[data-cell]').nth(1);
    const index = await tile.getAttribute('data-row');
    const source = await tile.locator('img').getAttribute('src');
    const png = await page.evaluate<number[]>(
      `fetch('${source}').then(async (answer) => [...new Uint8Array(await answer.arrayBuffer())])`,
    );
    await giveFile(page, 'drop', 'mine.png', 'image/png', Uint8Array.from(png));
    const nearest = page.getByTestId('image-query').locator('[data-cell]').nth(1);
    await expect(nearest).toHaveAttribute('data-row', String(index));
    expect(distanceOf(await nearest.getAttribute('title'))).toBeLessThan(1e-3);
  });

  await test.step('hubs and suspected mislabels', async () => {
    await goTo(page, '/runs/r1/neighbours?k=7&view=hubs');
    await expect(page.getByTestId('hubs').getByRole('img').first()).toHaveJSProperty('naturalWidth', 28);
    await goTo(page, '/runs/r1/neighbours?k=7&view=suspects');
    await expect(page.locator('[data-suspect]').first()).toContainText('its neighbours say');
    await audit(page);
  });
});

type Tile = { rank: number; class: string; distance: number; verdict: string | null };

/** Compares what a row tells with what its tiles tell. */
async function expectTrue(row: Locator, k: number): Promise<void> {
  await row.scrollIntoViewIfNeeded();
  const tiles = await tilesOf(row);
  expect(tiles.map(({ rank }) => rank)).toEqual(Array.from({ length: k }, (_, at) => at + 1));
  expect(tiles.map(({ distance }) => distance)).toEqual(
    tiles.map(({ distance }) => distance).toSorted((a, b) => a - b),
  );
  const own = (await row.locator('.query strong').textContent())?.trim() ?? '';
  for (const tile of tiles) expect(tile.verdict).toBe(tile.class === own ? 'right' : 'wrong');
  const winner = (await row.locator('.winner').textContent())?.trim();
  await expect(row.getByTestId('votes')).toHaveText(
    `${tiles.filter((tile) => tile.class === winner).length} of ${k} votes`,
  );
  await expect(row).toHaveAttribute('data-verdict', winner === own ? 'right' : 'wrong');
  const nearest = (same: boolean) => tiles.find((tile) => (tile.class === own) === same)?.distance;
  const [right, other] = [nearest(true), nearest(false)];
  if (right === undefined || other === undefined) return;
  const told = (await row.locator('.margin').textContent())?.trim() ?? '';
  const margin = Number(told.replace('margin ', '').replace('−', '-'));
  // The tiles' distances are rounded to four digits.
  expect(Math.abs(margin - (other - right))).toBeLessThan(2e-3 * Math.max(1, other));
}

async function tilesOf(row: Locator): Promise<Tile[]> {
  const cells = await row
    .locator('[data-cell][data-verdict]')
    .evaluateAll((all) =>
      all.map((cell) => [cell.getAttribute('title') ?? '', cell.getAttribute('data-verdict')] as const),
    );
  return cells.map(([title, verdict]) => {
    const [, rank, name = ''] = /^Rank (\d+) · (.*?) · /.exec(title) ?? [];
    return { rank: Number(rank), class: name, distance: distanceOf(title), verdict };
  });
}

const distanceOf = (title: string | null): number =>
  Number(/squared distance ([\d.e-]+)/.exec(title ?? '')?.[1]);
