import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
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

test.skipIf(process.platform === 'win32')('replaces no pipe or device, and leaves a link one', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(writeWholeFile(pipe, bytes('new'), true)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/it is a device or a pipe\.$/) as string,
  });
  expect((await lstat(pipe)).isFIFO()).toBe(true);
  await writeFile(join(folder, 'a'), 'old');
  await symlink('a', join(folder, 'link'));
  await writeWholeFile(join(folder, 'link'), bytes('new'), true);
  expect(await readlink(join(folder, 'link'))).toBe('a');
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
  expect((await readdir(folder)).sort()).toEqual(['a', 'link', 'pipe']);
});
