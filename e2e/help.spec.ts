import type { Page } from '@playwright/test';
import { addSample, audit, goTo } from './audit';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('the sheet of keys says what they do, and they do it', async ({ workbench: { page } }) => {
  await goTo(page, '/datasets');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await expect(sheet.getByRole('region', { name: 'Go to' })).toContainText('Sweeps');
  await audit(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  for (const [key, heading] of [
    ['w', 'Sweeps'],
    ['k', 'Neighbours'],
    ['s', 'Studies'],
    ['d', 'Datasets'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused();
  }
});

test('who goes through a page by Tab sees where the focus is', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  for (const place of ['/datasets', '/datasets/tiny', '/sweeps', '/sweeps/new', '/studies', '/about'])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await goTo(page, place);
      await expect(page.locator('main h1')).toBeVisible();
      for (let press = 0; press < 16; press++) {
        await page.keyboard.press('Tab');
        expect.soft(await unmarkedFocus(page), `${place}, ${colorScheme}`).toBe('');
      }
    }
});

test('the keyboard is never left without a place', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  const heading = page.locator('main h1');
  await goTo(page, '/datasets');
  await page.getByRole('button', { name: 'Remove tiny' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'No images yet' })).toBeVisible();
  await expect(heading).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Remove tiny' })).toBeVisible();
  await expect(heading).toBeFocused();

  await goTo(page, '/new');
  await page.getByLabel('Epochs').fill('2');
  await page.getByLabel('Neighbours k').fill('3');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: /triplet/i })).toBeFocused();

  await goTo(page, '/datasets');
  const keys = page.getByRole('button', { name: 'Keys' });
  await keys.press('Enter');
  await page.keyboard.press('Escape');
  await expect(keys).toBeFocused();
});

test('the tour goes to its end and never covers what it points at', async ({ workbench: { page } }) => {
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await page.getByRole('button', { name: 'Study: the tutorial' }).click();
  await expect(page.locator('.progress[data-status="finished"]')).toBeVisible({ timeout: 220_000 });
  await expect(page.locator('[data-chart="error-by-margin"] canvas')).toBeVisible();
  const card = page.getByRole('dialog').filter({ hasText: /of 6/ });
  for (const number of [1, 2, 3, 4, 5, 6]) {
    await expect(card).toContainText(`${number} of 6`);
    const [chart, own] = [
      page.locator('[data-pointed-at] canvas').last(),
      (await card.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 },
    ];
    const pointed = (await chart.count()) > 0 ? await chart.boundingBox() : null;
    if (pointed) expect(own.y + own.height <= pointed.y || own.y >= pointed.y + pointed.height).toBe(true);
    await page.keyboard.press('ArrowRight');
  }
  await expect(card).toHaveCount(0);
  await expect(page.locator('[data-pointed-at]')).toHaveCount(0);
  await expect(page.locator('main h1')).toBeFocused();
});

test('the end of long work is told in the page, and by the system while nobody looks', async ({
  workbench: { page },
}, info) => {
  test.skip(info.project.name === 'electron', 'The window asks nobody for permission.');
  await page.context().grantPermissions(['notifications']);
  await addSample(page);
  await goTo(page, '/about');
  await page.getByRole('button', { name: 'Tell me when long work has ended' }).click();
  await expect(page.getByRole('button', { name: 'Messages of the system are on' })).toBeVisible();
  await recordNotices(page);

  await goTo(page, '/new');
  await page.getByLabel('Epochs').fill('400');
  await page.getByLabel('Name').fill('Long one');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'running');
  // However fast the machine is: the page's clock says that this takes long.
  await page.evaluate('globalThis.letTimePass(60_000)');
  await expect(page).toHaveTitle(/%/);
  await goTo(page, '/datasets');
  const toast = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
  const end = toast.filter({ hasText: /Long one has finished: \d+\.\d % validation error\./ });
  await expect(end).toBeVisible({ timeout: 200_000 });
  expect(await page.evaluate('globalThis.noticed')).toEqual([
    expect.stringMatching(/^Long one has finished/),
  ]);
  await end.getByRole('button', { name: 'Look' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Long one' })).toBeVisible();
});

/** The element with the focus when nothing shows that it has it; else nothing. */
async function unmarkedFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return '';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    const seen = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    return seen ? '' : at.outerHTML.slice(0, 200);
  });
}

/** Lets the browser say that the page is hidden, writes down the messages it is asked to show, and can put its clock forward. */
async function recordNotices(page: Page): Promise<void> {
  await page.evaluate(`{
    globalThis.noticed = [];
    const now = performance.now.bind(performance);
    let passed = 0;
    performance.now = () => now() + passed;
    globalThis.letTimePass = (ms) => void (passed += ms);
    Object.defineProperty(document, 'hidden', { get: () => true });
    const Shown = globalThis.Notification;
    globalThis.Notification = class extends Shown {
      constructor(title, options) {
        super(title, options);
        globalThis.noticed.push(options.body);
      }
    };
  }`);
}
