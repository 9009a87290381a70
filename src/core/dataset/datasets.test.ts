import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examplePng, readExample } from '../import/dataset-folder';
import { errorOf, temporaryFolder } from '../import/import-fixture';
import { spawnHere } from '../import/importer-fixture';
import { datasetsFixture, images, options } from './datasets-fixture';

const at = datasetsFixture();
const { handlersWith, endOf, staged, folders } = at;

it('imports a folder, stores it under its hash and shows it', async () => {
  const handlers = await handlersWith();
  const { importId } = handlers.import({ source: { path: at.data.path }, options });
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
  expect(at.events.map((event) => event.type)).toContain('datasetChanged');
  const { examples } = await handlers.examples({ name: 'flowers', limit: 60 });
  expect(examples.map((example) => example.class).sort()).toEqual(['a', 'a', 'b', 'b']);
  const example = await readExample(at.home.path, dataset.hash, examples[0]?.index ?? 0);
  expect([example.label, example.pixels.length]).toEqual([0, 16]);
  expect(
    Buffer.from(await examplePng(at.home.path, dataset.hash, 0))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await errorOf(() => readExample(at.home.path, dataset.hash, 4))).code).toBe('not-found');
  expect((await errorOf(() => readExample(at.home.path, '../..', 0))).code).toBe('not-found');
});

it('keeps the same data once, under two names', async () => {
  const handlers = await handlersWith();
  await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
  await endOf(
    handlers.import({ source: { path: at.data.path }, options: { ...options, name: 'again' } }).importId,
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
  await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
  expect((await errorOf(() => handlers.import({ source: { path: at.data.path }, options }))).code).toBe(
    'conflict',
  );
  handlers.remove({ name: 'flowers' });
  expect(handlers.list().datasets).toEqual([]);
  expect((await errorOf(() => handlers.get({ name: 'flowers' }))).code).toBe('not-found');
  expect(handlers.trash().datasets.map(({ name }) => name)).toEqual(['flowers']);
  expect(handlers.restore({ name: 'flowers' }).name).toBe('flowers');
  expect(handlers.trash().datasets).toEqual([]);
  handlers.remove({ name: 'flowers' });
  const end = await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
  expect(end.type).toBe('importFinished');
});

it('leaves nothing behind when the data are bad', async () => {
  at.data.remove();
  at.data = temporaryFolder({ ...images, 'b/3.png': 'no image' });
  const handlers = await handlersWith();
  const end = await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
  expect(end).toMatchObject({ error: { code: 'bad-input', message: expect.stringMatching(/b\/3\.png/) } });
  expect([handlers.list().datasets, staged(), folders()]).toEqual([[], [], []]);
});

it('leaves out an image on which the decoder dies, with a warning', async () => {
  const handlers = await handlersWith(spawnHere({ deadly: ['a/2.png'] }));
  const end = await endOf(
    handlers.import({ source: { path: at.data.path }, options: { ...options, validation: 0 } }).importId,
  );
  if (end.type !== 'importFinished') throw new Error(end.error.message);
  expect(end.dataset.examples).toBe(3);
  expect(end.dataset.warnings.join()).toMatch(/unreadable.*a\/2\.png/);
});

it('counts an image on which the decoder dies among those left out, and keeps the list', async () => {
  at.data.remove();
  at.data = temporaryFolder({ ...images, 'b/3.png': 'no image' });
  const handlers = await handlersWith(spawnHere({ deadly: ['a/2.png'] }));
  const wanted = { ...options, validation: 0, unreadable: 'leave-out' as const };
  const end = await endOf(handlers.import({ source: { path: at.data.path }, options: wanted }).importId);
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
  const end = await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
  expect(end).toMatchObject({
    error: { code: 'bad-input', message: expect.stringMatching(/crash the decoder: a\/0\.png/) },
  });
  expect(staged()).toEqual([]);
});

it('ends an import at once when it is cancelled', async () => {
  const handlers = await handlersWith(spawnHere({ silent: true }));
  const { importId } = handlers.import({ source: { path: at.data.path }, options });
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
  const preview = await handlers.preview({ source: { path: at.data.path }, options });
  expect(preview.examples).toBe(4);
  expect(staged()).toEqual([]);
});

const other = '/dev/shm';
const isOtherDisk = existsSync(other) && statSync(other).dev !== statSync(tmpdir()).dev;

it.skipIf(!isOtherDisk)('says that nothing can be moved to another disk', async () => {
  const away = mkdtempSync(join(other, 'metric-workbench-'));
  try {
    symlinkSync(away, `${at.home.path}/datasets`);
    const handlers = await handlersWith();
    const end = await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
    expect(end).toMatchObject({
      error: { code: 'storage', message: expect.stringMatching(/datasets is on another disk/) },
    });
    expect([staged(), folders()]).toEqual([[], []]);
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
});
