import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insideOneOf } from './data-roots';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwb-roots-'));
  await mkdir(join(folder, 'data', '..hidden'), { recursive: true });
  await mkdir(join(folder, 'database'));
  await writeFile(join(folder, 'secret'), '');
  await symlink(join(folder, 'secret'), join(folder, 'data', 'link'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['data', true],
  ['data/..hidden', true],
  ['data/missing', false],
  ['data/../secret', false],
  ['data/link', false],
  ['database', false],
  ['', false],
])('%j lies inside: %s', (path, inside) => {
  expect(insideOneOf(['data'], folder)(join(folder, path))).toBe(inside);
});

test('relative paths lie nowhere, and without folders nothing does', () => {
  expect(insideOneOf(['data'], folder)('data')).toBe(false);
  expect(insideOneOf([], folder)(join(folder, 'data'))).toBe(false);
});

test('a folder that is not there is said so at once', () => {
  expect(() => insideOneOf(['nowhere'], folder)).toThrow(/There is no folder .*nowhere/);
});
