import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect } from './workbench';

/** What a menu of exports hands over: the button's name, and the kind in the menu. */
export async function exported(page: Page, name: string, kind: string): Promise<Buffer> {
  await page.getByRole('button', { name, exact: true }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return readFile(await (await coming).path());
}

/** Width and height of a PNG in pixels. */
export const pngSize = (png: Buffer): number[] => [png.readUInt32BE(16), png.readUInt32BE(20)];

/** Looks whether a picture is the drawing at twice its size, and the drawing wide enough and under a title. */
export function expectSamePicture(png: Buffer, svg: string, name: string): void {
  expect(png.subarray(1, 4).toString(), name).toBe('PNG');
  const [, width, height] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  expect(pngSize(png), name).toEqual([2 * Number(width), 2 * Number(height)]);
  expect(svg, name).toMatch(/<text [^>]*font-size="14" font-weight="600">[^<]+</);
}

/** Takes a chart as a picture, a drawing and numbers; gives the lines of the numbers. */
export async function exportedChart(page: Page, name: string): Promise<string[]> {
  const png = await exported(page, name, 'Picture (PNG)');
  const svg = (await exported(page, name, 'Drawing (SVG)')).toString();
  expect(svg, name).toMatch(/<(path|rect|polyline)[^]*<\/svg>\s*$/);
  expectSamePicture(png, svg, name);
  return (await exported(page, name, 'Numbers (CSV)')).toString().trim().split('\r\n');
}

/** Takes a table in both its forms, which must have as many rows; gives those of the JSON. */
export async function exportedTable(page: Page, name: string): Promise<Record<string, unknown>[]> {
  const rows = JSON.parse((await exported(page, name, 'Table (JSON)')).toString()) as Record<
    string,
    unknown
  >[];
  const csv = (await exported(page, name, 'Table (CSV)')).toString().trim().split('\r\n');
  expect(csv, name).toHaveLength(rows.length + 1);
  return rows;
}
