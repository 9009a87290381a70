import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { addSample, goTo } from './audit';
import { greyPng, tinyPixels } from './tiny-images';
import { expect, test } from './workbench';

/** More classes than a line of thumbnails has places, and more images than an overview asks for. */
const classes = [
  'ant',
  'bee',
  'cat',
  'dog',
  'elk',
  'fox',
  'gnu',
  'hen',
  'ibis',
  'jay',
  'kea',
  'lynx',
  'mole',
];

test('every class of the sample and of an imported folder shows its images', async ({
  workbench: { page },
}) => {
  await addSample(page);
  const folder = await mkdtemp(join(tmpdir(), 'metric-workbench-folder-'));
  await writeClasses(join(folder, 'animals'), 50);
  await importFolder(page, join(folder, 'animals'));
  await rm(folder, { recursive: true });

  await goTo(page, '/datasets');
  const sample = page.getByRole('article').filter({ hasText: 'sample' });
  const animals = page.getByRole('article').filter({ hasText: 'animals' });
  await expectShown(sample.getByRole('img'), 12, 64);
  // The thirteenth class is behind the link that tells how many more there are.
  await expectShown(animals.getByRole('img'), 11, 8);
  await expect(animals.getByRole('link', { name: '+ 2 classes' })).toBeVisible();

  await goTo(page, '/datasets/sample');
  for (const row of await classRows(page, 12)) await expectShown(row.getByRole('img'), 14, 64);
  await goTo(page, '/datasets/animals');
  for (const row of await classRows(page, 13)) await expectShown(row.getByRole('img'), 14, 8);
});

test('every class of a folder of real drawings shows its images', async ({ workbench: { page } }) => {
  const folder = join(
    process.env['METRIC_WORKBENCH_SHARED'] ?? resolve('..', 'shared'),
    'data',
    'omniglot-subset',
  );
  test.skip(!existsSync(folder), 'The Omniglot folder is missing (METRIC_WORKBENCH_SHARED).');
  await importFolder(page, folder);
  for (const row of await classRows(page, 12)) await expectShown(row.getByRole('img'), 14, 105);
  await goTo(page, '/datasets');
  await expectShown(page.getByRole('article').getByRole('img'), 12, 105);
});

/** Writes class folders of tiny images. */
async function writeClasses(folder: string, perClass: number): Promise<void> {
  for (const [at, name] of classes.entries())
    for (let number = 0; number < perClass; number++) {
      const path = join(folder, name, `${number}.png`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, greyPng(8, tinyPixels(at, number)));
    }
}

/** Picks a folder in the import dialog, and waits for the page of the dataset. */
async function importFolder(page: Page, folder: string): Promise<void> {
  await goTo(page, '/datasets');
  await page.getByRole('button', { name: 'Import images' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[webkitdirectory]').setInputFiles(folder);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Classes' })).toBeVisible();
}

async function classRows(page: Page, count: number): Promise<Locator[]> {
  const rows = page.getByRole('region', { name: 'Classes' }).locator('[data-class]');
  await expect(rows).toHaveCount(count);
  return rows.all();
}

/** So many images, each of them read, of its own size, and of more than one colour. */
async function expectShown(images: Locator, count: number, side: number): Promise<void> {
  await expect(images).toHaveCount(count);
  await images.last().scrollIntoViewIfNeeded();
  await images.first().scrollIntoViewIfNeeded();
  const seen = () => images.evaluateAll((all) => all.map((each) => (each as HTMLImageElement).naturalWidth));
  await expect.poll(seen).toEqual(Array.from({ length: count }, () => side));
  const colours = await images.evaluateAll((all) =>
    (all as HTMLImageElement[]).map((image) => {
      const { naturalWidth: width, naturalHeight: height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      return new Set(new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? [])).size;
    }),
  );
  expect(colours.filter((each) => each < 2)).toEqual([]);
}
