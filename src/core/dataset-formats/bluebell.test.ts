import { expect, it } from 'vitest';
import { openMemorySource } from '../import/memory-source';
import { errorOf } from '../import/import-fixture';
import { openDataset } from '../import/open-dataset';

const open = async (files: Record<string, string>) => {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const { classNames, labels, splits, images } = await openDataset(
    openMemorySource('data', bytes),
    'bluebell',
    undefined,
  );
  const paths = images.kind === 'files' ? images.paths : [];
  return paths.map((path, i) => [path, classNames[labels[i] ?? 0], splits[i]]);
};
const images = { 'jpg/image_0001.jpg': '', 'jpg/image_0002.jpg': '', 'jpg/image_0010.jpg': '' };

it('takes classes from a labels file, by name or in the order of the images', async () => {
  const lists = { 'trn1.txt': '1\n10', 'tst1.txt': 'image_0002' };
  const wanted = [
    ['jpg/image_0001.jpg', 'rose', 'train'],
    ['jpg/image_0010.jpg', 'daisy', 'train'],
    ['jpg/image_0002.jpg', 'rose', 'test'],
  ];
  const named = 'image_0010.jpg daisy\nimage_0001.jpg rose\nimage_0002.jpg rose\n';
  expect(await open({ ...images, ...lists, 'labels.txt': named })).toEqual(wanted);
  expect(await open({ ...images, ...lists, 'imagelabels.txt': 'rose\nrose\ndaisy\n' })).toEqual(wanted);
});

it('else from class folders, else from names before their number', async () => {
  expect(
    await open({ 'images/rose/1.jpg': '', 'images/daisy/7.jpg': '', 'train.txt': 'rose/1\ndaisy/7.jpg' }),
  ).toEqual([
    ['images/rose/1.jpg', 'rose', 'train'],
    ['images/daisy/7.jpg', 'daisy', 'train'],
  ]);
  expect(
    await open({
      'images/bluebell_01.jpg': '',
      'images/lily_02.jpg': '',
      'train3.txt': 'bluebell_01\nlily_02',
      'train4.txt': '',
    }),
  ).toEqual([
    ['images/bluebell_01.jpg', 'bluebell', 'train'],
    ['images/lily_02.jpg', 'lily', 'train'],
  ]);
});

it('says what is missing or contradicts itself', async () => {
  const complaint = async (files: Record<string, string>) =>
    (await errorOf(() => open({ ...images, ...files }))).message;
  expect(await complaint({ 'train1.txt': '1\n2' })).toMatch(/does not say to which class/);
  expect(await complaint({ 'train1.txt': '1 a\n2 b', 'val1.txt': '2 b' })).toMatch(
    /val1\.txt, entry 1: .* is in the train list, too/,
  );
  expect(await complaint({ 'train1.txt': '1\n2', 'labels.txt': 'image_0001 rose' })).toMatch(
    /labels\.txt gives no class for jpg\/image_0002/,
  );
});
