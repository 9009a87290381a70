import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { pickFile } from './import-dialog';
import { greyPng, tinyPixels } from './tiny-images';
import { expect } from './workbench';

/** Makes the built-in sample, on the first page. */
export async function addSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add the sample' }).click();
  await expect(page.getByText(/"sample" is ready/)).toBeVisible();
}

/** Imports a zip under a name, as the dialog proposes. */
export async function importZip(page: Page, name: string, files: Record<string, Uint8Array>): Promise<void> {
  const buffer = Buffer.from(zipSync(files, { level: 0 }));
  await pickFile(page, { name: `${name}.zip`, mimeType: 'application/zip', buffer });
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Training images of three classes with a CSV that lists them, some of them under the next class; and a few for validation. */
export function flippedTable(perClass: number, flipped: readonly number[]): Record<string, Uint8Array> {
  const classes = ['ant', 'bee', 'cat'];
  const files: Record<string, Uint8Array> = {};
  const lines = ['path,label,split'];
  for (let row = 0; row < 3 * (perClass + 4); row++) {
    const [at, path] = [row % 3, `images/${row}.png`];
    files[path] = greyPng(8, tinyPixels(at, row));
    const label = flipped.includes(row) ? classes[(at + 1) % 3] : classes[at];
    lines.push(`${path},${label},${row < 3 * perClass ? 'train' : 'validation'}`);
  }
  return { 'labels.csv': new TextEncoder().encode(lines.join('\n')), ...files };
}

/** Tiny images of many classes with long names. */
export function manyClasses(count: number, perClass: number): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (let at = 0; at < count; at++) {
    const name = `a class with a name of forty letters ${String(at).padStart(3, '0')}`;
    for (let number = 0; number < perClass; number++) {
      files[`${name}/${number}.png`] = greyPng(8, tinyPixels(at % 4, at * 7 + number));
    }
  }
  return files;
}

/** The first images of Fashion-MNIST as a pair of IDX files; null where the shared data is missing. */
export function fashionMnist(count: number): Record<string, Uint8Array> | null {
  const folder = join(
    process.env['METRIC_WORKBENCH_SHARED'] ?? resolve('..', 'shared'),
    'data',
    'fashion-mnist',
  );
  if (!existsSync(folder)) return null;
  const read = (name: string) => gunzipSync(readFileSync(join(folder, `${name}-ubyte.gz`)));
  const first = (bytes: Buffer, header: number, each: number) => {
    const part = Buffer.from(bytes.subarray(0, header + count * each));
    part.writeUInt32BE(count, 4);
    return part;
  };
  return {
    'train-images-idx3-ubyte': first(read('train-images-idx3'), 16, 784),
    'train-labels-idx1-ubyte': first(read('train-labels-idx1'), 8, 1),
  };
}

/** Trains with the New run form and waits for the end. */
export async function trainRun(
  page: Page,
  distance: RegExp,
  settings: Record<string, string>,
): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/new`);
  await page.getByRole('radio', { name: distance }).click();
  for (const [label, value] of Object.entries(settings)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: /Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished', {
    timeout: 180_000,
  });
}

/** Drops or pastes one file on the page. */
export async function giveFile(
  page: Page,
  how: 'drop' | 'paste',
  name: string,
  type: string,
  bytes: Uint8Array,
): Promise<void> {
  const [file, kind] = [JSON.stringify([name, type, [...bytes]]), JSON.stringify(how)];
  await page.evaluate(`{
    const [name, type, bytes] = ${file};
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const how = ${kind};
    const rest = { bubbles: true, cancelable: true };
    document.body.dispatchEvent(
      how === 'drop'
        ? new DragEvent('drop', { dataTransfer: data, ...rest })
        : new ClipboardEvent('paste', { clipboardData: data, ...rest }),
    );
  }`);
}
