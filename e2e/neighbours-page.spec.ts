import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  addSample,
  fashionMnist,
  flippedTable,
  giveFile,
  importZip,
  manyClasses,
  trainRun,
} from './neighbour-data';
import { greyPng, tinyPixels } from './tiny-images';
import { expect, test } from './workbench';

const rowsOf = (page: Page) => page.locator('[role="row"][data-query]');
const at = (page: Page, place: string) => page.goto(`${page.url().split('#')[0]}#${place}`);

test('travel through the neighbours of the sample', async ({ workbench: { page } }) => {
  await addSample(page);
  await trainRun(page, /Triplet/, { Epochs: '12' });
  await at(page, '/runs/r1/neighbours?k=5');
  await expect(rowsOf(page)).not.toHaveCount(0);

  await test.step('the slider changes votes without asking the host', async () => {
    const frames: string[] = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => frames.push(String(payload))));
    await page.reload();
    const votes = rowsOf(page).first().getByTestId('votes');
    await expect(votes).toContainText('of 5 votes');
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect(frames.filter((text) => text.includes('neighbours')).length).toBeGreaterThan(0);
    const before = frames.length;
    const slider = page.getByRole('slider', { name: 'Neighbours that vote' });
    await slider.focus();
    for (let press = 0; press < 4; press++) await slider.press('ArrowRight');
    await expect(votes).toContainText('of 9 votes');
    await expect(rowsOf(page).first().locator('[data-cell]')).toHaveCount(10);
    await expect(page).toHaveURL(/k=9/);
    expect(frames.slice(before).filter((text) => text.includes('neighbours'))).toEqual([]);
  });

  await test.step('filters and orders', async () => {
    await page.getByRole('button', { name: /^Wrong only/ }).click();
    await expect(page.locator('[role="row"][data-verdict="right"]')).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('button', { name: /^Wrong only/ })).toHaveAttribute('aria-pressed', 'true');
    // Rows that were not painted yet have no inner text.
    const winner = rowsOf(page).first().locator('.winner');
    await expect(winner).toHaveText(/\S/);
    const predicted = ((await winner.textContent()) ?? '').trim();
    await at(page, `/runs/r1/neighbours?k=9&predicted=${encodeURIComponent(predicted)}`);
    await expect(rowsOf(page).first().locator('.winner')).toHaveText(predicted);
    for (const text of await rowsOf(page).locator('.winner').allTextContents())
      expect(text.trim()).toBe(predicted);
    await at(page, '/runs/r1/neighbours?k=9&order=smallest-margin');
    await expect(page.locator('.margin').first()).toContainText('−');
    const margins = await page.locator('.margin').allTextContents();
    const values = margins.map((text) => Number(text.replace(/margin|≤|≥|\s/g, '').replace('−', '-')));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  await test.step('by keyboard from query to query and back', async () => {
    await at(page, '/runs/r1/neighbours?k=4');
    const first = rowsOf(page).first();
    await expect(first).toHaveAttribute('data-query', '600');
    await expect(first.getByTestId('votes')).toContainText('of 4 votes');
    await first.locator('[data-cell]').first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(first.locator('[data-cell]').nth(1)).toBeFocused();
    const target = await first.locator('[data-cell]').nth(1).getAttribute('data-row');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: `Query: row ${target}, train` })).toBeVisible();
    await expect(rowsOf(page)).toHaveCount(1);
    await expect(rowsOf(page).locator(`[data-cell][data-row="${target}"]`)).toHaveCount(1);
    await expect(rowsOf(page).locator('[data-cell]').first()).toBeFocused();
    await page.keyboard.press('+');
    await expect(rowsOf(page).getByTestId('votes')).toContainText('of 5 votes');
    await page.keyboard.press('Backspace');
    await expect(rowsOf(page)).not.toHaveCount(1);
    // Back on the tile it came from, from which the keys go on.
    await expect(first.locator('[data-cell]').nth(1)).toBeFocused();
    await page.keyboard.press('w');
    await expect(page.getByRole('button', { name: /^Wrong only/ })).toHaveAttribute('aria-pressed', 'true');
    for (const text of ['-3', 'abc', '1.5', '750']) {
      await page.getByRole('searchbox').fill(text);
      await page.getByRole('searchbox').press('Enter');
      await expect(page.getByRole('searchbox')).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByText('A row from 0 to 749')).toBeVisible();
    }
    await page.getByRole('searchbox').fill('749');
    await page.getByRole('searchbox').press('Enter');
    await expect(page.getByRole('heading', { name: 'Query: row 749, validation' })).toBeVisible();
    await at(page, '/runs/r1/neighbours?query=5000');
    await expect(page.getByText('There is no example 5000')).toBeVisible();
  });

  await test.step('an epoch on the way, and raw pixels beside the run', async () => {
    await at(page, '/runs/r1/neighbours?k=9');
    const final = await page.getByTestId('neighbours-error').innerText();
    await page.getByRole('combobox', { name: /^Embedding/ }).click();
    await page.getByRole('option', { name: 'Epoch 1', exact: true }).click();
    await expect(page).toHaveURL(/epoch=1/);
    await expect(page.getByTestId('neighbours-error')).not.toHaveText(final);
    await at(page, '/runs/r1/neighbours?k=9');
    await page.getByRole('combobox', { name: /^Compare with/ }).click();
    await page.getByRole('option', { name: 'Raw pixels' }).click();
    const fixed = page.getByRole('button', { name: /^Fixed \d/ });
    await expect(fixed).toBeVisible();
    await expect(rowsOf(page).first()).toHaveAttribute('data-outcome', 'fixed');
    await expect(rowsOf(page).first().getByTestId('votes')).toHaveCount(2);
    const count = Number((await fixed.innerText()).replace(/\D/g, ''));
    await fixed.click();
    await expect(
      page.getByText(count > 24 ? `24 of ${count} queries…` : `${count} queries, that is all.`),
    ).toBeAttached();
    await expect(page.locator('[role="row"][data-outcome="broken"]')).toHaveCount(0);
    await audit(page);
  });

  await test.step('hubs lead to the queries they vote for', async () => {
    await at(page, '/runs/r1/neighbours?k=5&view=hubs');
    const hub = page.getByTestId('hubs').getByRole('button').first();
    const told = Number(/(\d+) quer/.exec(await hub.innerText())?.[1]);
    await audit(page);
    await hub.click();
    await expect(page.getByText(new RegExp(`^${told} quer(y|ies), that is all`))).toBeAttached();
    await expect(rowsOf(page)).toHaveCount(told);
  });

  await test.step('an image of one’s own: dropped, pasted, picked, broken', async () => {
    await at(page, '/runs/r1/neighbours?k=5');
    await expect(rowsOf(page)).not.toHaveCount(0);
    const png = greyPng(8, tinyPixels(1, 1));
    const panel = page.getByTestId('image-query');
    await giveFile(page, 'drop', 'mine.png', 'image/png', png);
    await expect(panel.getByRole('img', { name: 'Query mine.png, as it was searched' })).toHaveJSProperty(
      'naturalWidth',
      64,
    );
    await expect(panel.locator('[data-cell]')).toHaveCount(6);
    await expect(panel.getByTestId('image-fit')).toHaveText(
      "Resized from 8 × 8 to 64 × 64, like the dataset's images.",
    );
    const margin = panel.locator('.margin');
    await expect(margin).toHaveText(/^margin of the vote (≥\s)?−?[\d.]/);
    await page.setViewportSize({ width: 1024, height: 768 });
    expect(await margin.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect(margin).toHaveAttribute('title', /^This image has no class of its own/);
    await panel.getByRole('button', { name: 'Close' }).click();
    await giveFile(page, 'paste', 'pasted.png', 'image/png', png);
    await expect(panel.getByRole('img', { name: /^Query pasted.png/ })).toBeVisible();
    await page
      .getByLabel('Image to search with')
      .setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no image') });
    await expect(panel).toContainText('broken.png');
    await expect(panel.getByRole('img')).toHaveCount(0);
    await audit(page);
  });
});

test('a paused run opens at the last epoch that it kept', async ({ workbench: { page } }) => {
  await addSample(page);
  await at(page, '/new');
  await page.getByLabel('Epochs').fill('1000');
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('[data-chart="embedding"] canvas')).toHaveAttribute('data-epoch', /\d{2}/);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'interrupted');
  await page.locator('main').getByRole('link', { name: 'Neighbours' }).click();
  await expect(rowsOf(page)).not.toHaveCount(0);
  const embedding = page.getByRole('combobox', { name: /^Embedding/ });
  await expect(embedding).toHaveAccessibleName(/^Embedding: Epoch [1-9]\d+/);
  await embedding.click();
  await expect(page.getByRole('option', { name: /^Final/ })).toHaveCount(0);
});

test('a comparison that a link names in vain says why, and the run is shown alone', async ({
  workbench: { page },
}) => {
  await importZip(page, 'few', manyClasses(2, 6));
  await trainRun(page, /^Squared L2/, { 'Neighbours k': '3' });
  await importZip(page, 'others', manyClasses(3, 6));
  await trainRun(page, /^Squared L2/, { 'Neighbours k': '3' });
  const trouble = page.getByTestId('versus-trouble');
  await at(page, '/runs/r1/neighbours?vs=r2&order=fixed-first');
  await expect(trouble).toContainText('was trained on other images (“others”)');
  await expect(rowsOf(page)).not.toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Fixed \d/ })).toHaveCount(0);
  await at(page, '/runs/r1/neighbours?vs=r9');
  await expect(trouble).toContainText('There is no run “r9” to compare with.');
  await audit(page);
  await trouble.getByRole('button', { name: 'Compare with nothing' }).click();
  await expect(trouble).toHaveCount(0);
  await expect(page).not.toHaveURL(/vs=/);
  await at(page, '/runs/r1/neighbours?vs=r1:7');
  await expect(page.getByRole('alert')).toContainText('epoch 7');
  await page.getByRole('button', { name: 'Compare with nothing' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(rowsOf(page)).not.toHaveCount(0);
});

test('flipped labels are found', async ({ workbench: { page } }) => {
  const flipped = [4, 17, 30];
  await importZip(page, 'flipped', flippedTable(20, flipped));
  await trainRun(page, /^Squared L2/, { 'Neighbours k': '5' });
  await at(page, '/runs/r1/neighbours?view=suspects');
  await expect(page.locator('[data-suspect]')).toHaveCount(flipped.length);
  const found = await page
    .locator('[data-suspect]')
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-suspect'))));
  expect(found.toSorted((a, b) => a - b)).toEqual(flipped);
  await expect(page.locator('[data-suspect="4"]')).toContainText(/cat[^]*its neighbours say[^]*bee/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the suspected mislabels' }).click();
  await page.getByRole('menuitem', { name: 'Table (CSV)' }).click();
  expect((await download).suggestedFilename()).toBe('r1-suspected-mislabels.csv');
  await audit(page);
});

test('a hundred classes with long names fit', async ({ workbench: { page } }) => {
  await importZip(page, 'many', manyClasses(100, 5));
  await trainRun(page, /^Contrastive/, { Epochs: '2', 'Neighbours k': '7' });
  await page.setViewportSize({ width: 1024, height: 768 });
  for (const place of ['', '?vs=pixels', '?view=hubs', '?view=suspects']) {
    await at(page, `/runs/r1/neighbours${place}`);
    await expect(page.locator('main img, main section h2').first()).toBeVisible();
    const wide = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(wide, place).toBe(0);
  }
});

test('Fashion-MNIST: the run and its pixels side by side', async ({ workbench: { page } }) => {
  const files = fashionMnist(500);
  test.skip(files === null, 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED).');
  await importZip(page, 'fashion', files ?? {});
  await trainRun(page, /Triplet/, { Epochs: '5' });
  await at(page, '/runs/r1/neighbours?k=9&vs=pixels&order=broken-first');
  await expect(rowsOf(page).first()).toHaveAttribute('data-outcome', /broken|fixed/);
  await at(page, '/runs/r1/neighbours?k=9&vs=:1&order=fixed-first');
  await expect(page.getByText('epoch 1', { exact: false }).first()).toBeVisible();
  await expect(rowsOf(page).first().getByTestId('votes')).toHaveCount(2);
});

async function audit(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect
    .soft(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      page.url(),
    )
    .toEqual([]);
}
