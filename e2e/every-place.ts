import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { goTo } from './audit';
import { importTiny } from './import-dialog';
import { expect } from './workbench';

/** A hundred classes with names of 40 characters, which fit nowhere. */
const manyClasses = Array.from({ length: 100 }, (_, at) => `class_${at}_`.padEnd(40, 'of_the_long_name_'));

/** The paths of the registry of pages, as its file lists them (its components cannot be loaded here). */
export function registeredPaths(): string[] {
  const index = readFileSync('src/renderer/pages/index.ts', 'utf8');
  return [...index.matchAll(/path: '([^']*)'/g)].map(([, path]) => path ?? '');
}

/** A place with something to see for every path of the registry, by `fillWorkbench`. */
export const filledPlaces: Readonly<Record<string, readonly string[]>> = {
  '/': ['/'],
  '/datasets': ['/datasets'],
  '/datasets/:name': ['/datasets/many', '/datasets/nothing'],
  '/new': ['/new?dataset=many'],
  '/runs': ['/runs', '/runs?group=seed'],
  '/trash': ['/trash'],
  '/runs/:id': ['/runs/r1', '/runs/r99'],
  '/queue': ['/queue'],
  '/compare': ['/compare?runs=r1,r3'],
  '/sweeps': ['/sweeps'],
  '/sweeps/new': ['/sweeps/new?dataset=many'],
  '/sweeps/compare': ['/sweeps/compare', '/sweeps/compare?sweeps=s1,s2'],
  '/sweeps/:id': ['/sweeps/s1', '/sweeps/s99'],
  '/neighbours': ['/neighbours'],
  '/runs/:id/neighbours': ['/runs/r1/neighbours'],
  '/studies': ['/studies'],
  '/studies/:id': ['/studies/s1', '/studies/s99'],
  '/about': ['/about'],
};

/** Two datasets, one of many classes with long names; two runs of it, one in the trash, two sweeps; a study that was cancelled. */
export async function fillWorkbench(page: Page): Promise<void> {
  await importTiny(page, 'many', manyClasses, 6);
  for (const name of ['One', 'Two', 'A name that somebody wrote to say everything about a run at once'])
    await runShortly(page, name);
  await goTo(page, '/runs');
  const last = page.getByRole('row').filter({ hasText: 'Two' });
  await last.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect(last).toHaveCount(0);
  for (const values of ['2', '3']) await sweepShortly(page, values);
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  // Of the larger dataset: on a few images it would be at its end before it is cancelled.
  await goTo(page, '/datasets/many');
  await page.getByRole('button', { name: 'Study: the tutorial' }).click();
  await page.getByRole('button', { name: 'End the tour' }).click();
  await page.getByRole('button', { name: 'Cancel study' }).click();
  await expect(page.getByRole('button', { name: 'Cancel study' })).toHaveCount(0);
}

async function runShortly(page: Page, name: string): Promise<void> {
  await goTo(page, '/new?dataset=many');
  await page.getByRole('radio', { name: /Contrastive/ }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Epochs').fill('5');
  await page.getByLabel('Neighbours k').fill('3');
  // Many settings of its own: its distance has a long line to say about itself.
  for (const setting of ['Embedding size', 'Batch size', 'Weight decay'])
    await page.getByLabel(setting, { exact: true }).fill(setting === 'Weight decay' ? '0.001' : '4');
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
}

async function sweepShortly(page: Page, values: string): Promise<void> {
  await goTo(page, '/sweeps/new?dataset=many');
  await page.getByRole('radio', { name: /Contrastive/ }).click();
  await page.getByLabel('Values', { exact: true }).fill(values);
  await page.getByLabel('Epochs').fill('2');
  await page.getByRole('button', { name: /Start sweep/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished', {
    timeout: 120_000,
  });
}
