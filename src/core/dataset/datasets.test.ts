import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkbenchEvent } from '@shared/events';
import { createDatasetHandlers, type DatasetHandlers } from './datasets';
import { examplePng, readExample } from '../import/dataset-folder';
import { errorOf, greyPng, importOptions, temporaryFolder } from '../import/import-fixture';
import { spawnHere } from '../import/importer-fixture';
import type { SpawnChild } from '../ports';
import { datasetsTable } from '../store/datasets-table';
import { openUploads } from './uploads';

const images = {
  'a/1.png': greyPng(1),
  'a/2.png': greyPng(2),
  'b/1.png': greyPng(3),
  'b/2.png': greyPng(4),
};
const options = importOptions({ name: 'flowers', validation: 0.5 });

let home = temporaryFolder();
let data = temporaryFolder();
let events: WorkbenchEvent[] = [];
let uses = { runs: 0, sweeps: 0 };
const heard: (() => void)[] = [];
beforeEach(() => {
  home = temporaryFolder();
  data = temporaryFolder(images);
  events = [];
  uses = { runs: 0, sweeps: 0 };
});
afterEach(() => [home, data].forEach((folder) => folder.remove()));

async function handlersWith(spawnChild: SpawnChild = spawnHere()): Promise<DatasetHandlers> {
  const database = new Database(':memory:');
  database.exec(
    'CREATE TABLE datasets (name TEXT PRIMARY KEY, hash TEXT, summary TEXT, imported_at TEXT, removed_at TEXT)',
  );
  return createDatasetHandlers({
    home: home.path,
    table: datasetsTable(database),
    uploads: await openUploads(home.path),
    spawnChild,
    clock: { now: () => new Date('2026-11-01T00:00:00Z'), monotonicMs: () => 0 },
    emit: (event) => {
      events.push(event);
      heard.splice(0).forEach((listener) => listener());
    },
    allowPath: (path) => path !== '/etc',
    usesOf: () => uses,
  });
}

/** The event with which an import ends. */
async function endOf(importId: string) {
  for (;;) {
    const end = events.find((e) => 'importId' in e && e.importId === importId && e.type !== 'importProgress');
    if (end?.type === 'importFinished' || end?.type === 'importFailed') return end;
    await new Promise<void>((resolve) => heard.push(resolve));
  }
}

const staged = () => readdirSync(`${home.path}/staging`).filter((name) => name !== 'uploads');
const folders = () => (existsSync(`${home.path}/datasets`) ? readdirSync(`${home.path}/datasets`) : []);

it('imports a folder, stores it under its hash and shows it', async () => {
  const handlers = await handlersWith();
  const { importId } = handlers.import({ source: { path: data.path }, options });
  const end = await endOf(importId);
  if (end.type !== 'importFinished') throw new Error(end.error.message);
  const { dataset } = end;
  expect(dataset).toMatchObject({
    name: 'flowers',
    examples: 4,
    classes: [
      { name: 'a', count: 2 },
      { name: 'b', count: 2 },
    ],
    shape: [4, 4, 1],
    splits: { train: 2, validation: 2, test: 0 },
    bytes: 4 * 16 + 4 * 4,
    importedAt: '2026-11-01T00:00:00.000Z',
  });
  expect(handlers.list()).toEqual({ datasets: [dataset] });
  expect(folders()).toEqual([dataset.hash]);
  expect(staged()).toEqual([]);
  expect(events.map((event) => event.type)).toContain('datasetChanged');
  const { examples } = await handlers.examples({ name: 'flowers', limit: 60 });
  expect(examples.map((example) => example.class).sort()).toEqual(['a', 'a', 'b', 'b']);
  const example = await readExample(home.path, dataset.hash, examples[0]?.index ?? 0);
  expect([example.label, example.pixels.length]).toEqual([0, 16]);
  expect(
    Buffer.from(await examplePng(home.path, dataset.hash, 0))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await errorOf(() => readExample(home.path, dataset.hash, 4))).code).toBe('not-found');
  expect((await errorOf(() => readExample(home.path, '../..', 0))).code).toBe('not-found');
});

it('keeps the same data once, under two names', async () => {
  const handlers = await handlersWith();
  await endOf(handlers.import({ source: { path: data.path }, options }).importId);
  await endOf(
    handlers.import({ source: { path: data.path }, options: { ...options, name: 'again' } }).importId,
  );
  expect(
    handlers
      .list()
      .datasets.map(({ name }) => name)
      .sort(),
  ).toEqual(['again', 'flowers']);
  expect(folders()).toHaveLength(1);
});

it('refuses a name in use, and gives it free when the dataset is removed', async () => {
  const handlers = await handlersWith();
  await endOf(handlers.import({ source: { path: data.path }, options }).importId);
  expect((await errorOf(() => handlers.import({ source: { path: data.path }, options }))).code).toBe(
    'conflict',
  );
  handlers.remove({ name: 'flowers' });
  expect(handlers.list().datasets).toEqual([]);
  expect((await errorOf(() => handlers.get({ name: 'flowers' }))).code).toBe('not-found');
  expect(handlers.trash().datasets.map(({ name }) => name)).toEqual(['flowers']);
  expect(handlers.restore({ name: 'flowers' }).name).toBe('flowers');
  expect(handlers.trash().datasets).toEqual([]);
  handlers.remove({ name: 'flowers' });
  const end = await endOf(handlers.import({ source: { path: data.path }, options }).importId);
  expect(end.type).toBe('importFinished');
});

describe('deleting for good', () => {
  const removed = async (): Promise<DatasetHandlers> => {
    const handlers = await handlersWith();
    await endOf(handlers.import({ source: { path: data.path }, options }).importId);
    expect((await errorOf(() => handlers.deleteForGood({ name: 'flowers' }))).code).toBe('not-found');
    handlers.remove({ name: 'flowers' });
    return handlers;
  };

  it('takes a dataset out of the trash with its files', async () => {
    const handlers = await removed();
    events = [];
    await handlers.deleteForGood({ name: 'flowers' });
    expect(events).toEqual([{ type: 'datasetRemoved', name: 'flowers' }]);
    expect([handlers.trash().datasets, folders(), staged()]).toEqual([[], [], []]);
    expect((await errorOf(() => handlers.restore({ name: 'flowers' }))).code).toBe('not-found');
  });

  it('is refused while runs or sweeps need the images, and then nothing is lost', async () => {
    const handlers = await removed();
    uses = { runs: 2, sweeps: 1 };
    const { code, message } = await errorOf(() => handlers.deleteForGood({ name: 'flowers' }));
    expect([code, message]).toEqual([
      'conflict',
      '"flowers" cannot be deleted for good: 2 runs and 1 sweep need its images.',
    ]);
    uses = { runs: 0, sweeps: 1 };
    expect((await errorOf(() => handlers.deleteForGood({ name: 'flowers' }))).message).toContain(
      '1 sweep needs its images',
    );
    const { name, hash } = handlers.restore({ name: 'flowers' });
    expect((await readExample(home.path, hash, 0)).pixels.length).toBe(16);
    expect(handlers.list().datasets.map((dataset) => dataset.name)).toEqual([name]);
  });

  it('leaves the files to another dataset with the same data, whatever needs them', async () => {
    const handlers = await removed();
    await endOf(
      handlers.import({ source: { path: data.path }, options: { ...options, name: 'again' } }).importId,
    );
    uses = { runs: 1, sweeps: 0 };
    await handlers.deleteForGood({ name: 'flowers' });
    expect([handlers.trash().datasets, folders().length]).toEqual([[], 1]);
    expect((await handlers.examples({ name: 'again', limit: 60 })).examples).toHaveLength(4);
  });

  it('waits for the end of an import, which may be about to take up the files', async () => {
    const handlers = await removed();
    const { importId } = handlers.import({
      source: { path: data.path },
      options: { ...options, name: 'again' },
    });
    expect((await errorOf(() => handlers.deleteForGood({ name: 'flowers' }))).message).toContain(
      'while something is imported',
    );
    expect((await endOf(importId)).type).toBe('importFinished');
    await handlers.deleteForGood({ name: 'flowers' });
    expect(handlers.list().datasets.map(({ name }) => name)).toEqual(['again']);
  });
});

it('keeps a removed dataset under another name when one of other content takes its own', async () => {
  const handlers = await handlersWith();
  const importAs = async (path: string) =>
    expect((await endOf(handlers.import({ source: { path }, options }).importId)).type).toBe(
      'importFinished',
    );
  const removedNames = () => handlers.trash().datasets.map(({ name }) => name);
  await importAs(data.path);
  const { hash } = handlers.get({ name: 'flowers' });
  handlers.remove({ name: 'flowers' });
  const others = temporaryFolder({ ...images, 'b/3.png': greyPng(5) });
  try {
    await importAs(others.path);
    expect(removedNames()).toEqual(['flowers (2)']);
    const error = await errorOf(() => handlers.restore({ name: 'flowers' }));
    expect([error.message, error.hint]).toEqual([
      'There is no dataset called flowers in the trash.',
      'There are: flowers (2).',
    ]);
    expect(handlers.restore({ name: 'flowers (2)' })).toMatchObject({ name: 'flowers (2)', hash });
    handlers.remove({ name: 'flowers' });
    await importAs(others.path);
    expect(removedNames()).toEqual([]);
  } finally {
    others.remove();
  }
});

it('leaves nothing behind when the data are bad', async () => {
  data.remove();
  data = temporaryFolder({ ...images, 'b/3.png': 'no image' });
  const handlers = await handlersWith();
  const end = await endOf(handlers.import({ source: { path: data.path }, options }).importId);
  expect(end).toMatchObject({ error: { code: 'bad-input', message: expect.stringMatching(/b\/3\.png/) } });
  expect([handlers.list().datasets, staged(), folders()]).toEqual([[], [], []]);
});

it('leaves out an image on which the decoder dies, with a warning', async () => {
  const handlers = await handlersWith(spawnHere({ deadly: ['a/2.png'] }));
  const end = await endOf(
    handlers.import({ source: { path: data.path }, options: { ...options, validation: 0 } }).importId,
  );
  if (end.type !== 'importFinished') throw new Error(end.error.message);
  expect(end.dataset.examples).toBe(3);
  expect(end.dataset.warnings.join()).toMatch(/unreadable.*a\/2\.png/);
});

it('counts an image on which the decoder dies among those left out, and keeps the list', async () => {
  data.remove();
  data = temporaryFolder({ ...images, 'b/3.png': 'no image' });
  const handlers = await handlersWith(spawnHere({ deadly: ['a/2.png'] }));
  const wanted = { ...options, validation: 0, unreadable: 'leave-out' as const };
  const end = await endOf(handlers.import({ source: { path: data.path }, options: wanted }).importId);
  if (end.type !== 'importFinished') throw new Error(end.error.message);
  expect(end.dataset).toMatchObject({
    examples: 3,
    leftOut: {
      count: 2,
      of: 5,
      files: [{ path: 'a/2.png', why: 'made the decoder stop.' }, { path: 'b/3.png' }],
    },
  });
  expect(end.dataset.warnings.join()).not.toMatch(/unreadable/);
  expect(handlers.get({ name: 'flowers' })).toEqual(end.dataset);
});

it('gives up when too many images kill the decoder', async () => {
  const handlers = await handlersWith(
    spawnHere({ deadly: Array.from({ length: 9 }, (_, i) => `a/${i}.png`) }),
  );
  const end = await endOf(handlers.import({ source: { path: data.path }, options }).importId);
  expect(end).toMatchObject({
    error: { code: 'bad-input', message: expect.stringMatching(/crash the decoder: a\/0\.png/) },
  });
  expect(staged()).toEqual([]);
});

it('ends an import at once when it is cancelled', async () => {
  const handlers = await handlersWith(spawnHere({ silent: true }));
  const { importId } = handlers.import({ source: { path: data.path }, options });
  await new Promise((resolve) => setImmediate(resolve));
  handlers.cancelImport({ importId });
  expect(await endOf(importId)).toMatchObject({ type: 'importFailed', error: { code: 'cancelled' } });
  await handlers.close();
  expect([staged(), folders()]).toEqual([[], []]);
});

it('does not let everyone name paths, and knows only its own uploads', async () => {
  const handlers = await handlersWith();
  expect((await errorOf(() => handlers.preview({ source: { path: '/etc' }, options }))).code).toBe(
    'bad-input',
  );
  expect((await errorOf(() => handlers.preview({ source: { upload: '../..' }, options }))).code).toBe(
    'not-found',
  );
  const preview = await handlers.preview({ source: { path: data.path }, options });
  expect(preview.examples).toBe(4);
  expect(staged()).toEqual([]);
});

const other = '/dev/shm';
const isOtherDisk = existsSync(other) && statSync(other).dev !== statSync(tmpdir()).dev;

it.skipIf(!isOtherDisk)('says that nothing can be moved to another disk', async () => {
  const away = mkdtempSync(join(other, 'metric-workbench-'));
  try {
    symlinkSync(away, `${home.path}/datasets`);
    const handlers = await handlersWith();
    const end = await endOf(handlers.import({ source: { path: data.path }, options }).importId);
    expect(end).toMatchObject({
      error: { code: 'storage', message: expect.stringMatching(/datasets is on another disk/) },
    });
    expect([staged(), folders()]).toEqual([[], []]);
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
});
