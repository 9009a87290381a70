import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  errorOf,
  greyPng,
  idxBytes,
  importOptions,
  npyOfBytes,
  temporaryFolder,
  zipOf,
  type Files,
} from '../import/import-fixture';
import { performJob } from '../import/perform-job';
import { datasetFormats } from '.';

type Example = {
  files: Files;
  /** The same without what cannot be read; null for a format that has no image files. */
  readable: Files | null;
  point: string;
  unreadable: string[];
};

const cut = greyPng(9).subarray(0, 45);
const sound = { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3), 'b/2.png': greyPng(4) };
const broken = { 'a/0.png': '', 'b/1b.png': cut };
const list = (names: readonly string[]) =>
  [
    'path,label,split',
    ...names.map((name) => `${name},${name.slice(0, 1)},${name.includes('2') ? 'val' : ''}`),
  ].join('\n');
const lines = (names: readonly string[]) => names.map((name) => `${name} ${name.slice(0, 1)}`).join('\n');
const all = { ...sound, ...broken };
const cifarRecord = (label: number) =>
  Uint8Array.from({ length: 3073 }, (_, i) => (i === 0 ? label : i & 255));

const examples: Record<string, Example> = {
  'image-folder': { files: all, readable: sound, point: '', unreadable: ['a/0.png', 'b/1b.png'] },
  zip: {
    files: { 'x.zip': zipOf({ ...sound, 'a/0.png': new Uint8Array(), 'b/1b.png': cut }) },
    readable: { 'x.zip': zipOf(sound) },
    point: 'x.zip',
    unreadable: ['a/0.png', 'b/1b.png'],
  },
  csv: {
    files: { ...all, 'list.csv': list(Object.keys(all)) },
    readable: { ...sound, 'list.csv': list(Object.keys(sound)) },
    point: 'list.csv',
    unreadable: ['a/0.png', 'b/1b.png'],
  },
  bluebell: {
    files: { ...all, 'train1.txt': lines(['a/0', 'a/1', 'b/1', 'b/1b']), 'val1.txt': lines(['a/2', 'b/2']) },
    readable: { ...sound, 'train1.txt': lines(['a/1', 'b/1']), 'val1.txt': lines(['a/2', 'b/2']) },
    point: '',
    unreadable: ['a/0.png', 'b/1b.png'],
  },
  idx: {
    files: { 'images-idx3-ubyte': idxBytes([2, 1, 1], [1, 2]), 'labels-idx1-ubyte': idxBytes([2], [0, 1]) },
    readable: null,
    point: '',
    unreadable: [],
  },
  cifar: {
    files: { 'data_batch_1.bin': Buffer.concat([cifarRecord(3), cifarRecord(0)]) },
    readable: null,
    point: '',
    unreadable: [],
  },
  npz: {
    files: { 'X.npy': npyOfBytes([2, 1, 1], [1, 2]), 'y.npy': npyOfBytes([2], [0, 1]) },
    readable: null,
    point: '',
    unreadable: [],
  },
};

let folders = [temporaryFolder()];
beforeEach(() => (folders = []));
afterEach(() => folders.forEach((folder) => folder.remove()));

async function perform(
  type: 'import' | 'preview',
  files: Files,
  point: string,
  unreadable: 'stop' | 'leave-out',
) {
  const [source, work] = [temporaryFolder(files), temporaryFolder()];
  folders.push(source, work);
  const job = { name: point || 'data', skip: [], careful: false, workFolder: work.path };
  const options = importOptions({ unreadable, validation: 0.25 });
  const result = await performJob({ type, path: `${source.path}/${point}`, options, ...job }, () => {});
  return { result, manifest: () => readFileSync(`${work.path}/manifest.json`, 'utf8') };
}

it('every registered format has an example here', () => {
  expect(Object.keys(examples).sort()).toEqual(datasetFormats.map(({ id }) => id).sort());
});

const withFiles = Object.entries(examples).filter(([, { readable }]) => readable !== null);
const withArrays = Object.entries(examples).filter(([, { readable }]) => readable === null);

describe.each(withFiles)('%s', (_id, { files, readable, point, unreadable }) => {
  it('without its unreadable images becomes what it would be if they were not there', async () => {
    const { result, manifest } = await perform('import', files, point, 'leave-out');
    const wanted = await perform('import', readable ?? {}, point, 'stop');
    expect(manifest()).toBe(wanted.manifest());
    expect(result).toEqual({
      ...wanted.result,
      leftOut: {
        count: unreadable.length,
        of: unreadable.length + 4,
        files: unreadable.map((path) => ({
          path,
          why: expect.stringMatching(/^(is not a readable|cannot be dec)/),
        })),
      },
    });
    expect(wanted.result).not.toHaveProperty('leftOut');
  });

  it('is previewed with the counts that it will have', async () => {
    const { result } = await perform('preview', files, point, 'leave-out');
    const wanted = await perform('preview', readable ?? {}, point, 'stop');
    if (result.type !== 'preview' || wanted.result.type !== 'preview') throw new Error('no preview');
    expect({ ...result.preview, unreadable: null }).toEqual({ ...wanted.result.preview, unreadable: null });
    expect(result.preview.unreadable).toMatchObject({
      count: unreadable.length,
      looked: unreadable.length + 4,
    });
    expect(wanted.result.preview.unreadable).toEqual({ count: 0, of: 4, looked: 4, files: [] });
  });

  it('else stops at the first, saying how to leave it out', async () => {
    const { message, hint } = await errorOf(() => perform('import', files, point, 'stop'));
    expect(message).toContain(unreadable[0]);
    expect(hint).toMatch(/Tick “Leave out unreadable images” .*--unreadable leave-out/);
  });
});

describe.each(withArrays)('%s', (id, { files, point }) => {
  it.each(['import', 'preview'] as const)('has no images to leave out: the %s says so', async (type) => {
    const error = await errorOf(() => perform(type, files, point, 'leave-out'));
    expect(error).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(`arrays of pixels \\(${id}\\)`),
    });
    const { result } = await perform('preview', files, point, 'stop');
    expect(result).toMatchObject({ preview: { unreadable: null } });
  });
});
