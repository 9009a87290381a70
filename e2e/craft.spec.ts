import AxeBuilder from '@axe-core/playwright';
import { goTo } from './audit';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('the palette finds pages, data and things to do, by keyboard alone', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  const open = async () => {
    await page.keyboard.press('Control+k');
    await expect(palette.getByRole('combobox')).toBeFocused();
  };
  // What is typed at once is for the palette, although it is not there yet; "t" alone would change the colours.
  const theme = await page.locator('html').getAttribute('data-theme');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('trash');
  await expect(palette.getByRole('combobox')).toHaveValue('trash');
  expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await open();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await page.keyboard.type('tiny 36');
  await expect(palette.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'tiny' })).toBeVisible();

  await open();
  await page.keyboard.type('zebra');
  await expect(palette.getByText('Nothing is called “zebra”.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  for (const [words, place] of [
    ['new sweep', 'New sweep'],
    ['set up a sweep', 'New sweep'],
    ['trash', 'Trash'],
    ['restore', 'Trash'],
  ] as const) {
    await open();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeFocused();
  }

  await open();
  await page.keyboard.type('dark colours');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a tour shows a first-time visitor around the tutorial, once', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await page.getByRole('button', { name: 'Study: the tutorial' }).click();
  const card = page.getByRole('dialog', { name: 'Five parts, one after another' });
  await expect(card).toBeVisible();
  await expect(page.locator('[data-pointed-at]')).toHaveAttribute('data-tour', 'progress');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-pointed-at]')).toHaveAttribute('data-tour', 'table');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-pointed-at]')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: /The tutorial on/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'End the tour' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show me around' }).click();
  await expect(card).toBeVisible();
});

test('at twice the zoom of a small window nothing is cut off', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await page.setViewportSize({ width: 640, height: 480 });
  for (const place of [
    '/',
    '/datasets',
    '/datasets/tiny',
    '/new',
    '/runs',
    '/sweeps/new',
    '/studies',
    '/about',
  ]) {
    await goTo(page, place);
    await expect(page.locator('main h1').first()).toBeVisible();
    const cut = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect.soft(cut, `${place} is wider than its window by so many pixels`).toBeLessThanOrEqual(0);
  }
});
