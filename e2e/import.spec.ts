import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { importTiny, pickFile, pickFolder } from './import-dialog';
import { greyPng, tinyPixels, zipOfClasses } from './tiny-images';
import { expect, test } from './workbench';

const zip = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/zip', buffer });

test('a zip of class folders: preview, warnings, options, import', async ({ workbench: { page } }) => {
  await pickFile(page, zip('toys.zip', zipOfClasses(['ball', 'car', 'doll'], 10)));
  const dialog = page.getByRole('dialog');
  const preview = dialog.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText('30');
  await expect(preview).toContainText('doll');
  await expect(dialog.getByLabel('Name')).toHaveValue('toys');

  await dialog.getByLabel('Image size').fill('64x');
  await dialog.getByLabel('Image size').blur();
  await expect(dialog.getByText('It must be like 64x64')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByLabel('Image size').fill('6x6');
  await dialog.getByLabel('Validation').fill('9');
  await dialog.getByLabel('Validation').blur();
  await expect(preview).toContainText('21 / 9 / 0');

  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'toys' })).toBeVisible();
  await expect(page.getByText('30 images · 3 classes · 6 × 6 grey · train 21, validation 9')).toBeVisible();
  const image = page.getByRole('img', { name: /^ball, image/ }).first();
  await expect(image).toHaveJSProperty('naturalWidth', 6);
});

test('unreadable images are left out when asked to, and the dataset says which', async ({
  workbench: { page },
}) => {
  const broken = {
    'ball/cut.png': greyPng(8, tinyPixels(0, 0)).subarray(0, 60),
    'car/empty.png': new Uint8Array(),
    'car/text.png': Buffer.from('this is no image at all'),
  };
  await pickFile(page, zip('toys.zip', zipOfClasses(['ball', 'car'], 10, broken)));
  const dialog = page.getByRole('dialog');
  const preview = dialog.getByRole('region', { name: 'Preview' });
  const choice = dialog.getByRole('group', { name: 'Unreadable images' });
  const start = dialog.getByRole('button', { name: 'Import', exact: true });
  await expect(choice).toContainText('3 of 23 images cannot be read. The import stops there');
  await expect(choice.getByRole('listitem')).toContainText([
    /ball\/cut\.png/,
    /car\/empty\.png/,
    /car\/text\.png/,
  ]);
  await start.click();
  await expect(dialog.getByRole('alert')).toContainText('Tick “Leave out unreadable images”');

  await choice.getByRole('checkbox', { name: 'Leave out 3 unreadable images' }).focus();
  await page.keyboard.press('Space');
  await expect(choice).toContainText('What follows is counted without them.');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(preview).toContainText('16 / 4 / 0');
  await start.click();
  await expect(page.getByText('20 images · 2 classes · 8 × 8 grey · train 16, validation 4')).toBeVisible();
  const leftOut = page.getByRole('region', { name: 'Left out' });
  await expect(leftOut).toContainText('Left out 3 of 23 images: they cannot be read.');
  await expect(leftOut.getByText('car/empty.png')).toBeHidden();
  await leftOut.getByText('Which').click();
  await expect(leftOut.getByText('car/empty.png')).toBeVisible();
  await page.reload();
  await expect(leftOut).toContainText('Left out 3 of 23 images');
});

test('leaving out what leaves nothing is told, and can be taken back', async ({ workbench: { page } }) => {
  const bytes = zipOfClasses(['ball'], 4, { 'car/1.png': new Uint8Array() });
  await pickFile(page, zip('toys.zip', bytes));
  const dialog = page.getByRole('dialog');
  const choice = dialog.getByRole('group', { name: 'Unreadable images' });
  await choice.getByRole('checkbox').check();
  await expect(dialog.getByRole('alert')).toContainText('Only one class of toys.zip (ball) is left');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await choice.getByRole('checkbox').uncheck();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('ball');
});

test('files that are no dataset: what happened, what to do, and nothing half-imported', async ({
  workbench: { page },
}) => {
  await pickFile(page, zip('broken.zip', Buffer.from('this is not a zip')));
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('broken.zip');
  await page.keyboard.press('Escape');
  await pickFile(page, zip('lonely.zip', zipOfClasses(['only'], 4)));
  await expect(alert).toContainText(/class/);
  await page.getByRole('dialog').getByRole('button', { name: 'Choose other files' }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'A folder' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('navigation').getByRole('link', { name: 'Datasets' }).click();
  await expect(page.getByRole('heading', { name: 'No images yet' })).toBeVisible();
});

test('what the options can mend is mended beside the error', async ({ workbench: { page } }) => {
  await pickFile(page, zip('toys.zip', zipOfClasses(['ball', 'car'], 5)));
  const dialog = page.getByRole('dialog');
  const start = dialog.getByRole('button', { name: 'Import', exact: true });
  await expect(start).toBeEnabled();
  await dialog.getByLabel('Validation').fill('10');
  await dialog.getByLabel('Validation').blur();
  await expect(dialog.getByRole('alert')).toContainText('none is left to train on');
  await expect(start).toBeDisabled();
  await dialog.getByLabel('Validation').fill('2');
  await dialog.getByLabel('Validation').blur();
  await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('8 / 2 / 0');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await expect(start).toBeEnabled();

  await page.keyboard.press('Escape');
  await pickFile(page, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no images') });
  await expect(dialog.getByRole('alert')).toContainText('no known format');
  await expect(dialog.getByLabel('Format')).toBeVisible();
  await expect(start).toBeDisabled();
});

test('a folder is packed in the page, sent and read', async ({ workbench: { page } }) => {
  const folder = join(await mkdtemp(join(tmpdir(), 'metric-workbench-folder-')), 'pets');
  for (const [path, bytes] of Object.entries(unzipSync(zipOfClasses(['cat', 'dog'], 5)))) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  await pickFolder(page, folder);
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('pets');
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('dog');
  await page.keyboard.press('Escape');

  await cp(join(folder, 'cat'), join(folder, 'Cat'), { recursive: true });
  await pickFolder(page, folder);
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('differ only in capitals');
  await page.keyboard.press('Escape');

  await rm(folder, { recursive: true });
  await mkdir(folder);
  for (const name of ['a.txt', 'b.txt']) await writeFile(join(folder, name), 'no images');
  await pickFolder(page, folder);
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('pets is in no known format');
  await rm(dirname(folder), { recursive: true });
});

test('a file dropped anywhere on the page is read', async ({ workbench: { page } }) => {
  const bytes = zipOfClasses(['cat', 'dog'], 5).toString('base64');
  await page.evaluate(`{
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.fromBase64('${bytes}')], 'dropped.zip'));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }`);
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('dropped');
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('dog');
});

test('a removed dataset comes back with undo', async ({ workbench: { page } }) => {
  await importTiny(page, 'toys', ['ball', 'car'], 6);
  await page.getByRole('navigation').getByRole('link', { name: 'Datasets' }).click();
  await page.getByRole('button', { name: 'Remove toys' }).click();
  await expect(page.getByRole('heading', { name: 'No images yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'toys' })).toBeVisible();
});
