import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  errorOf,
  greyPng,
  idxBytes,
  npyOfBytes,
  temporaryFolder,
  zipOf,
  type Files,
} from '../import/import-fixture';
import { openDataset } from '../import/open-dataset';
import { openSource } from '../import/open-source';
import { datasetFormats } from '.';

type Example = {
  files: Files;
  /** What is pointed at inside the folder; the folder itself when empty. */
  point: string;
  classNames: string[];
  labels: number[];
  splits: (string | null)[];
  /** Broken in the way that is most dangerous for this format, and a word that the error must have. */
  garbage: Files;
  complaint: RegExp;
};

const cifarRecord = (label: number) =>
  Uint8Array.from({ length: 3073 }, (_, i) => (i === 0 ? label : i & 255));
const images = { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) };

const examples: Record<string, Example> = {
  'image-folder': {
    files: images,
    point: '',
    classNames: ['a', 'b'],
    labels: [0, 0, 1],
    splits: [null, null, null],
    garbage: { 'loose.png': greyPng(1), 'other.png': greyPng(2) },
    complaint: /class folders/,
  },
  zip: {
    files: { 'images.zip': zipOf({ flowers: { a: { '1.png': greyPng(1) }, b: { '2.png': greyPng(2) } } }) },
    point: 'images.zip',
    classNames: ['a', 'b'],
    labels: [0, 1],
    splits: [null, null],
    garbage: { 'images.zip': zipOf({ a: new Uint8Array(100) }).subarray(0, 60) },
    complaint: /images\.zip is not an intact zip/,
  },
  idx: {
    files: {
      'train-images-idx3-ubyte.gz': gzipSync(idxBytes([3, 1, 2], [1, 2, 3, 4, 5, 6])),
      'train-labels-idx1-ubyte.gz': gzipSync(idxBytes([3], [7, 9, 7])),
      't10k-images-idx3-ubyte': idxBytes([1, 1, 2], [8, 9]),
      't10k-labels-idx1-ubyte': idxBytes([1], [9]),
    },
    point: '',
    classNames: ['7', '9'],
    labels: [1, 0, 1, 0],
    splits: ['test', 'train', 'train', 'train'],
    garbage: { 'images-idx3-ubyte': idxBytes([9, 1, 2], [1]), 'labels-idx1-ubyte': idxBytes([9], [0]) },
    complaint: /header declares 9 × 1 × 2/,
  },
  cifar: {
    files: {
      'data_batch_1.bin': Buffer.concat([cifarRecord(3), cifarRecord(0)]),
      'test_batch.bin': cifarRecord(3),
      'batches.meta.txt': 'airplane\nautomobile\nbird\ncat\n',
    },
    point: '',
    classNames: ['airplane', 'cat'],
    labels: [1, 0, 1],
    splits: ['train', 'train', 'test'],
    garbage: { 'data_batch_1.bin': cifarRecord(10) },
    complaint: /label 10/,
  },
  npz: {
    files: {
      'all.npz': zipOf({
        'x_train.npy': npyOfBytes([2, 1, 2], [1, 2, 3, 4]),
        'y_train.npy': npyOfBytes([2], [0, 1]),
        'x_test.npy': npyOfBytes([1, 1, 2], [5, 6]),
        'y_test.npy': npyOfBytes([1], [1]),
      }),
    },
    point: 'all.npz',
    classNames: ['0', '1'],
    labels: [1, 0, 1],
    splits: ['test', 'train', 'train'],
    garbage: { 'all.npz': zipOf({ 'X.npy': Buffer.from('junk'), 'y.npy': Buffer.from('junk') }) },
    complaint: /X\.npy in all\.npz is not an intact npy/,
  },
  csv: {
    files: {
      ...images,
      'list.csv': 'path;label;split\na/1.png;rose;train\na/2.png;daisy;val\nb/1.png;rose;\n',
    },
    point: 'list.csv',
    classNames: ['daisy', 'rose'],
    labels: [1, 0, 1],
    splits: ['train', 'validation', null],
    garbage: { 'list.csv': 'path,label\n../../etc/passwd,a\n' },
    complaint: /line 2: "\.\.\/\.\.\/etc\/passwd" points outside/,
  },
  bluebell: {
    files: {
      'images/image_0001.png': greyPng(1),
      'images/image_0002.png': greyPng(2),
      'images/image_0003.png': greyPng(3),
      'train1.txt': 'image_0001 bluebell\nimage_0003.png\tdaisy\n',
      'val1.txt': '2 bluebell\n',
      'train2.txt': 'image_0002 daisy\n',
    },
    point: '',
    classNames: ['bluebell', 'daisy'],
    labels: [0, 1, 0],
    splits: ['train', 'train', 'validation'],
    garbage: { 'images/1.png': greyPng(1), 'train1.txt': 'no such image\n' },
    complaint: /train1\.txt, entry 1: there is no image/,
  },
};

let folder = temporaryFolder();
afterEach(() => folder.remove());

const open = (point: string, format: string) =>
  openDataset(openSource(`${folder.path}/${point}`), format, undefined);

it.each([
  ['no label column', { '1.png': greyPng(1), 'list.csv': 'path,kind\n1.png,a\n' }],
  ['no path and no label column', { 'only/1.png': greyPng(1), 'list.csv': 'picture,kind\n1.png,a\n' }],
])('names the missing columns of a list: %s', async (what, files) => {
  folder = temporaryFolder(files);
  const { message, hint } = await errorOf(() => open('', 'auto'));
  expect(message).toMatch(`list.csv has ${what}; it has `);
  expect(hint).toMatch(/path,label/);
});

it('takes class folders for what they are, whatever table lies beside them', async () => {
  folder = temporaryFolder({ ...images, 'notes.csv': 'date,who\n' });
  expect((await open('', 'auto')).classNames).toEqual(['a', 'b']);
});

it('every registered format has an example here', () => {
  expect(Object.keys(examples).sort()).toEqual(datasetFormats.map(({ id }) => id).sort());
});

describe.each(datasetFormats.map((format) => [format.id, format] as const))('%s', (id, format) => {
  const example = examples[id] as Example;

  it('recognises its example and finds classes, labels and splits in it', async () => {
    folder = temporaryFolder(example.files);
    const found = await open(example.point, 'auto');
    expect(found.format.split('/')[0]).toBe(id);
    const { classNames, labels, splits, images: pictures } = found;
    expect({ classNames, labels: [...labels], splits }).toEqual({
      classNames: example.classNames,
      labels: example.labels,
      splits: example.splits,
    });
    const bytes =
      pictures.kind === 'pixels' ? pictures.row(0) : await found.source.read(pictures.paths[0] ?? '');
    expect(bytes.length).toBeGreaterThan(0);
    await found.source.close();
  });

  it('says what is wrong with garbage, naming it', async () => {
    folder = temporaryFolder(example.garbage);
    const error = await errorOf(() => open(example.point, id));
    expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(example.complaint) });
    expect(error.hint).not.toBe('');
  });

  it('refuses what is not its own', async () => {
    folder = temporaryFolder({ 'readme.txt': 'nothing of use' });
    expect(await format.detect(openSource(folder.path))).toBe(false);
    expect((await errorOf(() => open('', id))).code).toBe('bad-input');
  });
});
