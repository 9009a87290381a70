import { createHash } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './workbench';

test('a contrastive run: scatter, UMAP, lasso, neighbours by epoch, the metric as a picture', async ({
  workbench: { page },
}) => {
  const scatter = page.locator('[data-chart="embedding"] canvas');
  const selection = page.getByTestId('selection');
  const picked = page.getByTestId('picked');
  await train(page, /Contrastive/);

  await test.step('a lasso selects points and shows their images; Escape clears', async () => {
    await expect(scatter).toHaveAttribute('data-points', '750');
    await lasso(page, scatter);
    await expect(selection.getByTestId('selection-count')).toContainText(/\d+ images?/);
    const images = selection.getByRole('list', { name: 'Selected images' }).getByRole('button');
    await expect(images.first().locator('img')).toHaveJSProperty('naturalWidth', 64);
    const counts = await selection
      .getByRole('list', { name: 'Images by class' })
      .locator('strong')
      .allTextContents();
    const total = counts.reduce((sum, text) => sum + Number(text), 0);
    await expect(selection.getByTestId('selection-count')).toContainText(`${total} image`);
    await page.keyboard.press('Escape');
    await expect(selection.getByTestId('selection-count')).toHaveCount(0);
  });

  await test.step('without a pointer: a class of the legend, then one of its images', async () => {
    const name = page.getByRole('list', { name: 'Classes' }).getByRole('button').first();
    await name.focus();
    await page.keyboard.press('Enter');
    await expect(selection.getByTestId('selection-count')).toContainText('63 images');
    await selection.getByRole('list', { name: 'Selected images' }).getByRole('button').first().press('Enter');
    await expect(picked.getByRole('listitem')).toHaveCount(36);
    await expect(picked).toContainText('train');
  });

  await test.step('the slider replays scatter and neighbours', async () => {
    const slider = page.getByRole('slider', { name: 'Epoch shown' });
    const before = await drawing(scatter);
    const nearest = await namesIn(picked);
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(scatter).toHaveAttribute('data-epoch', '1');
    await expect(scatter).toHaveAttribute('data-still', 'true');
    await expect(picked).toContainText('after epoch 1');
    await expect.poll(() => namesIn(picked)).not.toEqual(nearest);
    expect(await drawing(scatter)).not.toBe(before);
    await page.keyboard.press('End');
    await expect(picked).toContainText('at the end');
    await expect.poll(() => namesIn(picked)).toEqual(nearest);
  });

  await test.step('k changes the vote and the error by epoch', async () => {
    await page.getByRole('slider', { name: 'Neighbours that vote' }).press('Home');
    await expect(picked.getByRole('listitem')).toHaveCount(1);
    await expect(page.locator('[data-chart="error-at-k"] canvas')).toHaveAttribute(
      'aria-label',
      /at k = 1 is/,
    );
    await expect(page.locator('[data-chart="error-at-k"] canvas')).not.toHaveAttribute('data-points', '0');
  });

  await test.step('UMAP can be cancelled, and finishes the same every time', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'UMAP' }).click();
    await page.getByTestId('umap-progress').getByRole('button', { name: 'Cancel' }).click();
    await expect(scatter).toHaveAttribute('data-layout', 'pca');
    await page.getByRole('button', { name: 'UMAP' }).click();
    await expect(scatter).toHaveAttribute('data-layout', 'umap', { timeout: 120_000 });
    await expect(page.getByTestId('scatter-words')).toHaveText(
      'UMAP of the final embedding: all 750 images.',
    );
    const first = await drawing(scatter);
    await page.reload();
    await page.getByRole('button', { name: 'UMAP' }).click();
    await expect(scatter).toHaveAttribute('data-layout', 'umap', { timeout: 120_000 });
    expect(await drawing(scatter)).toBe(first);
  });

  await test.step('splits, zoom and back', async () => {
    await page.getByRole('group', { name: 'Splits' }).getByRole('button', { name: 'Validation' }).click();
    await expect(scatter).toHaveAttribute('data-points', '150');
    await expect(page.getByTestId('scatter-words')).toContainText('150 of them shown');
    await page.getByRole('group', { name: 'Splits' }).getByRole('button', { name: 'All' }).click();
    const whole = await drawing(scatter);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    expect(await drawing(scatter)).not.toBe(whole);
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(await drawing(scatter)).toBe(whole);
  });

  await test.step('the metric as a picture', async () => {
    const metric = page.getByTestId('metric');
    await metric.scrollIntoViewIfNeeded();
    await expect(metric.getByRole('heading')).toHaveText('What the distance looks at');
    await expect(metric.getByRole('img', { name: /^Pattern 1,/ })).toHaveJSProperty('width', 64);
    await expect(metric.getByRole('img', { name: 'The mean training image' })).toBeVisible();
  });

  await test.step('everybody can use it, light and dark', async () => {
    await page.getByRole('list', { name: 'Classes' }).getByRole('button').nth(1).click();
    await selection.getByRole('list', { name: 'Selected images' }).getByRole('button').first().click();
    await expect(picked.getByRole('listitem')).not.toHaveCount(0);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
        [],
      );
    }
  });

  await test.step('a cell of the confusion matrix leads to exactly its images', async () => {
    const cell = page.locator('td[data-right="false"] a').first();
    const [, images, actual, taken] = /^(\d+): (.*) taken for (.*)$/.exec(
      (await cell.getAttribute('aria-label')) ?? '',
    )!;
    await cell.click();
    await expect(page.locator('[role="row"]')).toHaveCount(Number(images));
    for (const row of await page.locator('[role="row"]').all()) {
      await expect(row).toContainText(actual!);
      await expect(row).toContainText(taken!);
    }
  });
});

test('raw pixels have a picture, too', async ({ workbench: { page } }) => {
  await train(page, /Squared L2/);
  const scatter = page.locator('[data-chart="embedding"] canvas');
  await expect(scatter).toHaveAttribute('data-points', '750', { timeout: 120_000 });
  await expect(page.getByTestId('scatter-words')).toContainText(
    'Principal components of the final embedding',
  );
  await expect(page.getByTestId('metric')).toHaveCount(0);
});

/** Adds the sample and trains a distance on it with its defaults. */
async function train(page: Page, distance: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Add the sample' }).click();
  await expect(page.getByText(/"sample" is ready/)).toBeVisible();
  await page.getByRole('list', { name: 'Messages' }).getByRole('button', { name: 'New run' }).click();
  await page.getByRole('radio', { name: distance }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished', {
    timeout: 180_000,
  });
}

/** Drags around most of the plane. */
async function lasso(page: Page, canvas: Locator): Promise<void> {
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.1, 0.1));
  await page.mouse.down();
  for (const corner of [at(0.8, 0.1), at(0.8, 0.9), at(0.1, 0.9)])
    await page.mouse.move(...corner, { steps: 4 });
  await page.mouse.up();
}

/** What is drawn, as a short text to compare. */
const drawing = async (canvas: Locator): Promise<string> => {
  await expect(canvas).toHaveAttribute('data-still', 'true');
  const url = await canvas.evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());
  return createHash('sha256').update(url).digest('hex');
};

const namesIn = async (place: Locator): Promise<(string | null)[]> =>
  Promise.all(
    (await place.getByRole('listitem').getByRole('button').all()).map((each) =>
      each.getAttribute('aria-label'),
    ),
  );
