import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { datasetManifestSchema, type ImportOptions } from '@shared/dataset';
import {
  errorOf,
  greyPng,
  idxBytes,
  importOptions,
  npyBytes,
  npyOfBytes,
  png,
  temporaryFolder,
  zipOf,
  type Files,
} from './import-fixture';
import { performJob } from './perform-job';

let work = temporaryFolder();
let folder = temporaryFolder();
beforeEach(() => (work = temporaryFolder()));
afterEach(() => [work, folder].forEach((temporary) => temporary.remove()));

function job(type: 'import' | 'preview', files: Files, changes: Partial<ImportOptions>, point: string) {
  folder = temporaryFolder(files);
  const options = importOptions(changes);
  return {
    type,
    path: `${folder.path}/${point}`,
    name: point || 'data',
    options,
    skip: [],
    careful: false,
    workFolder: work.path,
  };
}

async function importFiles(files: Files, changes: Partial<ImportOptions> = {}, point = '') {
  const result = await performJob(job('import', files, changes, point), () => {});
  const manifest = datasetManifestSchema.parse(
    JSON.parse(readFileSync(`${work.path}/manifest.json`, 'utf8')),
  );
  const images = [...readFileSync(`${work.path}/images.u8`)];
  const bytes = readFileSync(`${work.path}/labels.i32`);
  const labels = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(i * 4));
  return { result, manifest, images, labels };
}

it('writes pixels in the order train, validation, test with their labels', async () => {
  const { manifest, images, labels } = await importFiles(
    {
      'train/cat/1.png': greyPng(11, 1, 1),
      'train/dog/1.png': greyPng(12, 1, 1),
      'val/dog/1.png': greyPng(21, 1, 1),
      'test/cat/1.png': greyPng(31, 1, 1),
    },
    {},
  );
  expect(manifest).toMatchObject({
    shape: [1, 1, 1],
    classNames: ['cat', 'dog'],
    splits: { train: 2, validation: 1, test: 1 },
  });
  expect(images).toEqual([11, 12, 21, 31]);
  expect(labels).toEqual([0, 1, 1, 0]);
});

it('gives the same bytes for the same seed, others for another', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i % 2}/${i}.png`, greyPng(i, 1, 1)]),
  );
  const first = await importFiles(files, { seed: 1 });
  work = temporaryFolder();
  const second = await importFiles(files, { seed: 1 });
  work = temporaryFolder();
  const other = await importFiles(files, { seed: 2 });
  expect(second.manifest).toEqual(first.manifest);
  expect(other.manifest.sha256.images).not.toBe(first.manifest.sha256.images);
});

it('scales to the commonest size and stores colours only when there are some', async () => {
  const grey = (tone: number) => new Uint8Array([tone, tone, tone, tone, tone, tone]);
  const rgb = (row: Uint8Array) => png(2, [row, row], { depth: 8, colour: 'rgb' });
  const files = { 'a/1.png': rgb(grey(10)), 'a/2.png': greyPng(20, 2, 2), 'b/1.png': greyPng(30, 4, 4) };
  const one = await importFiles(files, { validation: 0 });
  expect(one.manifest.shape).toEqual([2, 2, 1]);
  expect(one.images).toEqual([10, 20, 30].flatMap((tone) => [tone, tone, tone, tone]));
  work = temporaryFolder();
  const colour = await importFiles(
    { ...files, 'b/2.png': rgb(new Uint8Array([255, 0, 0, 255, 0, 0])) },
    { validation: 0 },
  );
  expect(colour.manifest.shape).toEqual([2, 2, 3]);
  expect(colour.images.slice(12, 15)).toEqual([20, 20, 20]);
  expect(colour.images.slice(-3)).toEqual([255, 0, 0]);
});

it('groups by a regular expression and keeps a group in one split', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i % 2}/object${Math.floor(i / 4)}_${i}.png`, greyPng(i, 1, 1)]),
  );
  const { manifest } = await importFiles(files, { groupBy: '(object\\d+)_' });
  const groups = manifest.groups ?? [];
  const train = new Set(groups.slice(0, manifest.splits.train));
  expect(groups).toHaveLength(40);
  expect(manifest.splits.validation).toBeGreaterThan(3);
  expect(groups.slice(manifest.splits.train).some((group) => train.has(group))).toBe(false);
});

it('counts one thing as one', async () => {
  const files = { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3), 'b/2.png': 'none' };
  const result = await performJob(job('preview', files, { validation: 0 }, ''), () => {});
  if (result.type !== 'preview') throw new Error('no preview');
  expect(result.preview.unreadable).toMatchObject({
    count: 1,
    of: 4,
    looked: 4,
    files: [{ path: 'b/2.png' }],
  });
  folder.remove();
  const lonely = await errorOf(() => importFiles({ 'a/1.png': greyPng(1) }));
  expect(lonely.message).toMatch(/has only one class \(a\), with 1 example\./);
});

const similar = { 'Cat/1.png': greyPng(1), 'cat/1.png': greyPng(2), 'cat /1.png': greyPng(3) };

it.each(['a folder', 'a folder that a page has packed'])(
  'takes classes with similar names from %s, and says so',
  async (what) => {
    const packedFolder = what !== 'a folder';
    const place = packedFolder
      ? job('preview', { upload: zipOf(similar) }, { validation: 0 }, 'upload')
      : job('preview', similar, { validation: 0 }, '');
    const result = await performJob({ ...place, packedFolder }, () => {});
    expect(result).toMatchObject({ preview: { format: 'image-folder', examples: 3 } });
    expect(JSON.stringify(result)).toMatch(/differ only in capitals or spaces: .*Cat.*cat.*cat /);
  },
);

it('refuses from a packed folder what no folder could hold, by the name of the folder', async () => {
  const upload = zipOf({ 'a/1.png': greyPng(1), 'b/1.png': greyPng(2), '../c.png': greyPng(3) });
  const place = { ...job('preview', { upload }, {}, 'upload'), name: 'toys', packedFolder: true };
  expect((await errorOf(() => performJob(place, () => {}))).message).toMatch(/^toys.* outside/);
});

it('previews counts, sizes and what is wrong without stopping at it', async () => {
  const files = {
    'a/1.png': greyPng(1),
    'a/2.png': greyPng(2, 8, 8),
    'a/3.png': 'no image',
    'train.gif': 'x',
    'b/1.png': greyPng(1),
    'b/2.png': greyPng(5).subarray(0, 45),
  };
  const result = await performJob(job('preview', files, { validation: 0.5 }, ''), () => {});
  if (result.type !== 'preview') throw new Error('no preview');
  expect(result.preview).toMatchObject({ format: 'image-folder', examples: 4, channels: 1 });
  expect(result.preview.sizes[0]).toEqual({ height: 4, width: 4, count: 3 });
  const said = result.preview.warnings.join('\n');
  expect(result.preview.unreadable).toEqual({
    count: 2,
    of: 5,
    looked: 5,
    files: [
      { path: 'a/3.png', why: expect.stringMatching(/^is not a readable image/) },
      { path: 'b/2.png', why: expect.stringMatching(/^cannot be decoded/) },
    ],
  });
  expect(said).toMatch(/2 different sizes/);
  expect(said).toMatch(/train\.gif/);
});

it('warns of the same pixels in two splits', async () => {
  const files = { 'train/a/1.png': greyPng(1), 'train/b/1.png': greyPng(2), 'test/a/1.png': greyPng(1) };
  const { result } = await importFiles(files, { validation: 0 });
  expect(result).toMatchObject({
    warnings: expect.arrayContaining([expect.stringMatching(/1 image occurs .* train and test/)]),
  });
});

/** Declares 3.6 thousand million pixels and holds none. */
function hugePng(): Buffer {
  const bytes = greyPng(1);
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  return bytes;
}

const truncated = gzipSync(idxBytes([2, 1, 2], [1, 2, 3, 4])).subarray(0, 30);
const pickled = npyBytes(
  "{'descr': '|O', 'fortran_order': False, 'shape': (2, 1, 1), }",
  Buffer.from('\x80\x03cposix\nsystem\n.'),
);
const bad: [what: string, files: Files, point: string, changes: Partial<ImportOptions>, complaint: RegExp][] =
  [
    ['an empty folder', {}, '', {}, /data is empty/],
    ['one class only', { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2) }, '', {}, /only one class \(a\)/],
    [
      'a text file named .png',
      { 'a/1.png': greyPng(1), 'b/1.png': 'hello, I am text' },
      '',
      { validation: 0 },
      /b\/1\.png is not a readable image/,
    ],
    [
      'nothing but text named .png',
      { 'a/1.png': 'hello', 'b/1.png': 'hello' },
      '',
      {},
      /a\/1\.png is not a readable image/,
    ],
    [
      'a cut-off image',
      { 'a/1.png': greyPng(1), 'a/2.png': greyPng(1).subarray(0, 45), 'b/1.png': greyPng(2) },
      '',
      { validation: 0 },
      /a\/2\.png cannot be decoded/,
    ],
    [
      'a truncated gz',
      { 'images-idx3-ubyte.gz': truncated, 'labels-idx1-ubyte': idxBytes([2], [0, 1]) },
      '',
      {},
      /images-idx3-ubyte\.gz is cut off/,
    ],
    [
      'an IDX whose header lies',
      {
        'images-idx3-ubyte': idxBytes([4_000_000_000, 4_000_000_000, 4_000_000_000], [1]),
        'labels-idx1-ubyte': idxBytes([2], [0, 1]),
      },
      '',
      {},
      /images-idx3-ubyte: its header declares/,
    ],
    [
      'an npz with pickled objects',
      { 'd.npz': zipOf({ 'X.npy': pickled, 'y.npy': npyOfBytes([2], [0, 1]) }) },
      'd.npz',
      {},
      /X\.npy in d\.npz holds pickled Python objects/,
    ],
    [
      'a zip with ../ names',
      { 'd.zip': zipOf({ '../evil.png': greyPng(1), 'a/1.png': greyPng(1) }) },
      'd.zip',
      {},
      /d\.zip has an entry whose name points outside/,
    ],
    [
      'a huge declared image',
      { 'a/1.png': hugePng(), 'b/1.png': greyPng(1) },
      '',
      {},
      /a\/1\.png is too large \(60000 × 60000/,
    ],
    [
      'more examples than there are',
      { 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) },
      '',
      { take: 9 },
      /9 examples are asked for, but there are only 2/,
    ],
    [
      'all examples for validation',
      { 'a/1.png': greyPng(1), 'b/1.png': greyPng(2) },
      '',
      { validation: 2 },
      /none is left to train on/,
    ],
    ['an unknown format', { 'a/1.png': greyPng(1) }, '', { format: 'tarball' }, /no format tarball/],
    ['a path that is not there', {}, 'nowhere', {}, /nowhere cannot be opened \(ENOENT\)/],
  ];

it.each(bad)(
  'refuses %s, naming it, and leaves no dataset',
  async (_what, files, point, changes, complaint) => {
    const error = await errorOf(() => importFiles(files, changes, point));
    expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(complaint) });
    expect(error.hint.length).toBeGreaterThan(10);
    expect(() => readFileSync(`${work.path}/manifest.json`)).toThrow();
  },
);
