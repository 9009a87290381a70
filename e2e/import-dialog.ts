import type { Page } from '@playwright/test';
import { expect } from './workbench';
import { zipOfClasses } from './tiny-images';

type FileGiven = { name: string; mimeType: string; buffer: Buffer };

/** Opens the import dialog, by its key from wherever the page is, and picks a file in it. */
export async function pickFile(page: Page, file: FileGiven): Promise<void> {
  const dialog = page.getByRole('dialog');
  // A dialog that is closing takes no key.
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('i');
  await dialog.locator('input[type="file"]:not([webkitdirectory])').setInputFiles(file);
}

/** Opens the import dialog by its key and picks a folder in it. */
export async function pickFolder(page: Page, folder: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('i');
  await dialog.locator('input[webkitdirectory]').setInputFiles(folder);
}

/** Imports a zip of tiny images under its own name and waits until it is there. */
export async function importTiny(
  page: Page,
  name: string,
  classes: readonly string[],
  perClass: number,
): Promise<void> {
  await pickFile(page, {
    name: `${name}.zip`,
    mimeType: 'application/zip',
    buffer: zipOfClasses(classes, perClass),
  });
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
