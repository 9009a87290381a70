import { describe, expect, it } from 'vitest';
import type { DatasetHandlers } from './datasets';
import { readExample } from '../import/dataset-folder';
import { errorOf, greyPng, temporaryFolder } from '../import/import-fixture';
import { datasetsFixture, images, options } from './datasets-fixture';

const at = datasetsFixture();
const { handlersWith, endOf, staged, folders } = at;

describe('deleting for good', () => {
  const removed = async (): Promise<DatasetHandlers> => {
    const handlers = await handlersWith();
    await endOf(handlers.import({ source: { path: at.data.path }, options }).importId);
    expect((await errorOf(() => handlers.deleteForGood({ name: 'flowers' }))).code).toBe('not-found');
    handlers.remove({ name: 'flowers' });
    return handlers;
  };

  it('takes a dataset out of the trash with its files', async () => {
    const handlers = await removed();
    at.events = [];
    await handlers.deleteForGood({ name: 'flowers' });
    expect(at.events).toEqual([{ type: 'datasetRemoved', name: 'flowers' }]);
    expect([handlers.trash().datasets, folders(), staged()]).toEqual([[], [], []]);
    expect((await errorOf(() => handlers.restore({ name: 'flowers' }))).code).toBe('not-found');
  });

  it('is refused while runs or sweeps need the images, and then nothing is lost', async () => {
    const handlers = await removed();
    at.uses = { runs: 2, sweeps: 1 };
    const { code, message } = await errorOf(() => handlers.deleteForGood({ name: 'flowers' }));
    expect([code, message]).toEqual([
      'conflict',
      '"flowers" cannot be deleted for good: 2 runs and 1 sweep need its images.',
    ]);
    at.uses = { runs: 0, sweeps: 1 };
    expect((await errorOf(() => handlers.deleteForGood({ name: 'flowers' }))).message).toContain(
      '1 sweep needs its images',
    );
    const { name, hash } = handlers.restore({ name: 'flowers' });
    expect((await readExample(at.home.path, hash, 0)).pixels.length).toBe(16);
    expect(handlers.list().datasets.map((dataset) => dataset.name)).toEqual([name]);
  });

  it('leaves the files to another dataset with the same data, whatever needs them', async () => {
    const handlers = await removed();
    await endOf(
      handlers.import({ source: { path: at.data.path }, options: { ...options, name: 'again' } }).importId,
    );
    at.uses = { runs: 1, sweeps: 0 };
    await handlers.deleteForGood({ name: 'flowers' });
    expect([handlers.trash().datasets, folders().length]).toEqual([[], 1]);
    expect((await handlers.examples({ name: 'again', limit: 60 })).examples).toHaveLength(4);
  });

  it('waits for the end of an import, which may be about to take up the files', async () => {
    const handlers = await removed();
    const { importId } = handlers.import({
      source: { path: at.data.path },
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
  await importAs(at.data.path);
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
