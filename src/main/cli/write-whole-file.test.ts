import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeWholeFile } from './write-whole-file';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'mwb-write-'))));
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

test('writes a file, and nothing beside it', async () => {
  await writeWholeFile(join(folder, 'a'), bytes('new'), false);
  expect(await readdir(folder)).toEqual(['a']);
});

test('leaves a file that is there alone, unless told otherwise', async () => {
  const path = join(folder, 'a');
  await writeFile(path, 'old');
  await expect(writeWholeFile(path, bytes('new'), false)).rejects.toMatchObject({ code: 'conflict' });
  expect(await readFile(path, 'utf8')).toBe('old');
  await writeWholeFile(path, bytes('new'), true);
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a']);
});

test('names a place that cannot be written to', async () => {
  await mkdir(join(folder, 'sub'));
  const missing = writeWholeFile(join(folder, 'no', 'a'), bytes('x'), false);
  await expect(missing).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('no') as string,
  });
  await expect(writeWholeFile(join(folder, 'sub'), bytes('x'), true)).rejects.toMatchObject({
    code: 'bad-input',
  });
  expect(await readdir(folder)).toEqual(['sub']);
});
