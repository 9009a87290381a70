import type { Locator, Page } from '@playwright/test';
import { audit, goTo } from './audit';
import { importTiny, pickFile } from './import-dialog';
import { trainRun } from './neighbour-data';
import { zipOfClasses } from './tiny-images';
import { expect, test } from './workbench';

/** A usual window; and small ones at 200 %. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 600 },
  { width: 640, height: 400 },
  { width: 512, height: 384 },
];

test('messages cover no button of a dialog or of the selected runs, and can be used while a dialog is open', async ({
  workbench: { page },
}) => {
  const dialog = page.getByRole('dialog');
  const refusals = page.getByRole('listitem').filter({ hasText: 'is locked and cannot be removed' });
  const row = (id: string) => page.locator(`tr[data-run="${id}"]`);
  await importTiny(page, 'tiny', ['ant', 'bee'], 12);
  for (const seed of ['1', '2']) await trainRun(page, /Squared L2/, { 'Neighbours k': '3', Seed: seed });
  await goTo(page, '/runs');

  await test.step('the bar of selected runs', async () => {
    await row('r1').getByRole('button', { name: /^Lock/ }).click();
    await expect(row('r1').getByRole('button', { name: /^Lock/ })).toHaveAttribute('aria-pressed', 'true');
    await row('r1').getByRole('checkbox').click();
    const bar = page.getByRole('region', { name: 'Selected runs' });
    for (const count of [1, 2]) {
      await bar.getByRole('button', { name: 'Move to trash' }).click();
      await expect(refusals).toHaveCount(count);
    }
    await inEverySize(page, refusals, bar);
  });

  await test.step('a dialog as tall as the window', async () => {
    await pickFile(page, {
      name: 'more.zip',
      mimeType: 'application/zip',
      buffer: zipOfClasses(['ant', 'bee'], 12),
    });
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeEnabled();
    await expect(dialog.locator(refusals)).toHaveCount(2);
    await inEverySize(page, refusals, dialog.locator('footer'));
    await page.setViewportSize(sizes[3]!);
    await dialog.locator('[data-dialog-body]').evaluate((body) => (body.scrollTop = body.scrollHeight));
    const last = dialog.locator('[data-dialog-body] > * > :last-child');
    await expect
      .poll(async () => {
        const [end, first] = [await last.boundingBox(), await refusals.first().boundingBox()];
        return (end?.y ?? 0) + (end?.height ?? 0) <= (first?.y ?? 0);
      })
      .toBe(true);
    await page.setViewportSize(sizes[0]!);
    await audit(page);
  });

  await test.step('the keyboard reaches a message in it, and the focus stays in it', async () => {
    // What was imported is told for some seconds, before these messages.
    await page.mouse.move(0, 0);
    await expect(dialog.getByRole('list', { name: 'Messages' }).getByRole('listitem')).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Import', exact: true }).focus();
    await page.keyboard.press('Tab');
    await expect(refusals.first().getByRole('button', { name: 'Dismiss' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(refusals).toHaveCount(1);
    await expect(dialog.locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(refusals).toHaveCount(1);
  });

  await test.step('the pointer uses a message of a small dialog, which stays', async () => {
    await page.keyboard.press('Escape');
    await row('r2').getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await expect(row('r2')).toHaveCount(0);
    await goTo(page, '/trash');
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await expect(dialog.locator(refusals)).toHaveCount(1);
    await inEverySize(page, refusals, dialog.locator('footer'));
    await refusals.getByRole('button', { name: 'Dismiss' }).click();
    await expect(refusals).toHaveCount(0);
    await expect(dialog.getByRole('button', { name: 'Keep', exact: true })).toBeVisible();
  });
});

/** Holds that every message is inside the window and none covers `taken`, in windows of several sizes. */
async function inEverySize(page: Page, messages: Locator, taken: Locator): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expect
      .poll(() => covering(page, messages, taken), { message: `${size.width} × ${size.height}` })
      .toEqual([]);
  }
  await page.setViewportSize(sizes[0]!);
}

/** What is wrong with where messages are: they cover something, or cannot be seen whole. */
async function covering(page: Page, messages: Locator, taken: Locator): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  const other = (await taken.boundingBox())!;
  const wrong: string[] = [];
  for (const message of await messages.all()) {
    const own = (await message.boundingBox())!;
    const [right, bottom] = [own.x + own.width, own.y + own.height];
    if (own.x < 0 || own.y < 0 || right > width || bottom > height)
      wrong.push(`outside: ${JSON.stringify(own)}`);
    const apart =
      bottom <= other.y ||
      own.y >= other.y + other.height ||
      right <= other.x ||
      own.x >= other.x + other.width;
    if (!apart) wrong.push(`covering: ${JSON.stringify(own)} over ${JSON.stringify(other)}`);
  }
  return wrong;
}
