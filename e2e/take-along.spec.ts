/// <reference lib="dom" />
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { openBrowserDoor } from './browser-door';
import { openElectronDoor } from './electron-door';
import { expectSamePicture } from './exported';
import { addSample, trainRun } from './neighbour-data';
import { expect, test } from './workbench';

const at = (page: Page, place: string) => page.goto(`${page.url().split('#')[0]}#${place}`);

test('a run is taken along to another workbench', async ({ workbench: { page } }, info) => {
  await addSample(page);
  await trainRun(page, /Triplet/, { Epochs: '6' });
  await at(page, '/runs/r1');
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  const scores = await scoresOf(page).innerText();

  await test.step('notes are saved in place, undone, and survive a reload', async () => {
    const notes = page.getByRole('textbox', { name: 'Notes' });
    await notes.fill('first try');
    await notes.press('Control+Enter');
    await page.getByRole('listitem').filter({ hasText: 'Notes saved.' }).getByText('Undo').click();
    await expect(notes).toHaveValue('');
    await notes.fill('x'.repeat(10_001));
    await notes.press('Control+Enter');
    await expect(page.getByText('Notes have at most 10,000 characters; these have 10,001.')).toBeVisible();
    await expect(notes).toHaveValue(/^x{10001}$/);
    await dismiss(page, 'these have 10,001');
    await notes.fill('margin 0.7 looks right\nsecond line');
    await page.getByRole('heading', { level: 1 }).click();
    await expect(page.getByText('Notes saved.')).toHaveCount(1);
    await page.reload();
    await expect(notes).toHaveValue('margin 0.7 looks right\nsecond line');
  });

  const bundle = await test.step('every format is saved', async () => {
    expect(JSON.parse((await exported(page, /JSON/)).text)).toMatchObject({ id: 'r1', status: 'finished' });
    expect((await exported(page, /Curves/)).text.trim().split('\r\n')).toHaveLength(7);
    const byK = await exported(page, /Error by k/);
    expect(byK.name).toBe('r1-error-by-k.csv');
    expect(byK.text).toMatch(/^run,name,k,/);
    const npz = await exported(page, /npz/);
    expect(npz.text.slice(0, 2)).toBe('PK');
    expect(npz.text).toContain('weights.P1.npy');
    expect((await exported(page, /safetensors/)).text).toContain('"weights.P1"');
    return exported(page, /Bundle/);
  });

  const home = await mkdtemp(join(tmpdir(), 'metric-workbench-e2e-'));
  const door = await (info.project.name === 'electron' ? openElectronDoor : openBrowserDoor)(home);
  try {
    await elsewhere(door.page, bundle, scores);
  } finally {
    await door.close();
    await rm(home, { recursive: true, force: true });
  }
});

const scoresOf = (page: Page) => page.locator('dl.scores');

type Saved = { name: string; bytes: Buffer; text: string };

async function elsewhere(page: Page, bundle: Saved, scores: string): Promise<void> {
  await test.step('what is no bundle is refused in words', async () => {
    await at(page, '/runs');
    const wrong = { name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('hello') };
    await page.getByLabel('Run to import').setInputFiles(wrong);
    await dismiss(page, 'x.zip is not a bundle of a run.');
  });

  await test.step('imported by button, undone, and found in the trash when dropped under another name', async () => {
    const file = { name: bundle.name, mimeType: 'application/zip', buffer: bundle.bytes };
    await page.getByLabel('Run to import').setInputFiles(file);
    await expect(page).toHaveURL(/#\/runs\/r1$/);
    await page.getByRole('listitem').filter({ hasText: 'Imported' }).getByText('Undo').click();
    await expect(page.getByText('No runs yet')).toBeVisible();
    await drop(page, 'renamed.zip', bundle.bytes);
    const known = page.getByRole('listitem').filter({ hasText: 'This run is already here as r1' });
    await expect(known).toContainText('in the trash');
    await known.getByRole('button', { name: 'Restore' }).click();
    await expect(page).toHaveURL(/#\/runs\/r1$/);
  });

  await test.step('a run that is here is not imported twice', async () => {
    await at(page, '/runs');
    await drop(page, 'once-more.zip', bundle.bytes);
    const known = page.getByRole('listitem').filter({ hasText: 'This run is already here as r1' });
    await known.getByRole('button', { name: 'Show it' }).click();
    await expect(page).toHaveURL(/#\/runs\/r1$/);
    await at(page, '/runs');
    await expect(page.locator('tr[data-run]')).toHaveCount(1);
    await at(page, '/runs/r1');
  });

  await test.step('the same scores and notes, and what is missing', async () => {
    await expect(scoresOf(page)).toHaveText(scores, { useInnerText: true });
    await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue(/^margin 0\.7 looks right\n/);
    await expect(page.getByTestId('data-missing')).toContainText(/SHA-256 [0-9a-f]{64} is imported/);
    const embedding = page.locator('figure[data-chart="embedding"]');
    await expect(embedding).toContainText('The points need the images of “sample”');
    await expect(embedding).not.toContainText('No class is called that.');
    await at(page, '/runs/r1/neighbours');
    await expect(page.getByTestId('data-missing')).toBeVisible();
  });

  await test.step('images appear when the dataset is here', async () => {
    await at(page, '/');
    await addSample(page);
    await at(page, '/runs/r1');
    await expect(page.getByTestId('scatter-words')).toContainText('Principal components');
    await at(page, '/runs/r1/neighbours');
    await expect(page.locator('[role="row"][data-query]')).not.toHaveCount(0);
    await expect(page.getByTestId('data-missing')).toHaveCount(0);
    const image = page.locator('[role="row"][data-query] img').first();
    await expect
      .poll(() => image.evaluate((each) => (each as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  });
}

/** What the page's Export menu hands over. */
async function exported(page: Page, kind: RegExp): Promise<Saved> {
  await page.getByRole('button', { name: 'Export this run' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return savedOf(await coming);
}

async function savedOf(download: Download): Promise<Saved> {
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('latin1') };
}

async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(text!), (sign) => sign.charCodeAt(0))], file!));
      return data;
    },
    [name, bytes.toString('base64')],
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

test('every picture and table is saved, and holds what is shown', async ({ workbench: { page } }) => {
  await addSample(page);
  await trainRun(page, /^Contrastive/, { Epochs: '3' });
  await trainRun(page, /Triplet/, { Epochs: '4' });
  await page.getByRole('textbox', { name: 'Notes' }).fill('=HYPERLINK("x")');
  await page.keyboard.press('Control+Enter');

  await test.step('pictures of the Run page', async () => {
    await page.getByTestId('metric').scrollIntoViewIfNeeded();
    await expect(page.getByRole('button', { name: 'Export layer' })).toBeVisible();
    const menus = page.locator('main').getByRole('button', { name: /^Export (?!this run)/ });
    const names = await menus.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    expect(names).toEqual(expect.arrayContaining(['Export embedding', 'Export confusion', 'Export layer']));
    const texts = new Map<string, string[]>();
    for (const name of names) texts.set(name, await expectPictures(page, name));
    expect(texts.get('Export error')).toEqual(
      expect.arrayContaining(['Error (r2)', 'Train', 'Leave-one-out', 'Validation']),
    );
    const scatter = ['Embedding (r2)', 'Training', 'Held out', 'blue moons', 'gold stars'];
    expect(texts.get('Export embedding')).toEqual(expect.arrayContaining(scatter));
  });

  await test.step('the confusion difference', async () => {
    await at(page, '/compare?runs=r1,r2');
    await expectPictures(page, 'Export confusion difference');
    const loss = await expectPictures(page, 'Export loss');
    expect(loss).toEqual(
      expect.arrayContaining(['Loss', expect.stringMatching(/^r1 ./), expect.stringMatching(/^r2 ./)]),
    );
    expect(await rowsOf(page, 'Export the comparison')).not.toEqual([]);
  });

  await test.step('the Runs table has the rows and columns that are shown', async () => {
    await at(page, '/runs?q=&sort=created');
    const grid = page.getByRole('grid', { name: 'Runs' });
    await expect(grid.locator('tr[data-row]')).toHaveCount(2);
    const shown = await grid
      .locator('tr[data-row]')
      .evaluateAll((all) => all.map((row) => row.getAttribute('data-row')));
    const rows = await rowsOf(page, 'Export the runs');
    expect(rows.map(({ id }) => id)).toEqual(shown);
    const heads = await grid.getByRole('columnheader').count();
    // Beside the columns there is a lock in the grid, and an id in the table.
    expect(Object.keys(rows[0] ?? {})).toHaveLength(heads);
    await grid.locator('input[data-select]').first().check();
    expect((await rowsOf(page, 'Export the runs')).map(({ id }) => id)).toEqual(shown.slice(0, 1));
  });

  await test.step('the Neighbours list under its filter, and hubs', async () => {
    await at(page, '/runs/r2/neighbours?k=3&wrong=1');
    const listed = page.locator('[role="row"][data-query]');
    await expect(listed).not.toHaveCount(0);
    const shown = await listed.evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-query'))));
    const rows = await rowsOf(page, 'Export the queries');
    expect(rows.slice(0, shown.length).map(({ query }) => query)).toEqual(shown);
    for (const { neighbours } of rows) expect(String(neighbours).split(' ')).toHaveLength(3);
    await at(page, '/runs/r2/neighbours?view=hubs');
    expect((await rowsOf(page, 'Export the hubs'))[0]).toMatchObject({ kind: 'hub' });
  });
});

/** Saves a picture in every format and looks whether it is one; gives the words of the drawing. */
async function expectPictures(page: Page, name: string): Promise<string[]> {
  const take = (kind: string) => saved(page, name, kind);
  const png = await take('Picture (PNG)');
  const text = (await take('Drawing (SVG)')).bytes.toString();
  expectSamePicture(png.bytes, text, name);
  // The page itself lets nothing be parsed (Trusted Types).
  const viewer = await page.context().newPage();
  const parsed = await viewer.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml');
    return {
      fault: root.querySelector('parsererror')?.textContent ?? '',
      marks: root.querySelectorAll('path, rect, use, image').length,
      texts: [...root.querySelectorAll('text')].map((each) => each.textContent ?? ''),
    };
  }, text);
  await viewer.close();
  expect(parsed.fault, name).toBe('');
  expect(parsed.marks, name).toBeGreaterThan(1);
  expect((await take('Numbers (CSV)')).text.trim().split('\r\n').length, name).toBeGreaterThan(1);
  return parsed.texts;
}

/** A table's rows as its JSON has them; its CSV has as many. */
async function rowsOf(page: Page, name: string): Promise<Record<string, unknown>[]> {
  const csv = (await saved(page, name, 'Table (CSV)')).text;
  const json: unknown = JSON.parse((await saved(page, name, 'Table (JSON)')).text);
  expect(csv).not.toMatch(/(^|,)"?=/m);
  if (!Array.isArray(json)) return [json as Record<string, unknown>];
  expect(csv.trim().split('\r\n')).toHaveLength(json.length + 1);
  return json as Record<string, unknown>[];
}

async function saved(page: Page, name: string, kind: string): Promise<Saved> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: kind }).click();
  return savedOf(await coming);
}

/** Takes away the one message that says this; others may still be there. */
function dismiss(page: Page, words: string): Promise<void> {
  const message = page
    .getByRole('list', { name: 'Messages' })
    .getByRole('listitem')
    .filter({ hasText: words });
  return message.getByRole('button', { name: 'Dismiss' }).click();
}
