import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintSources, isBuildFresh, markBuilt, markUnbuilt } from './build-freshness.js';

/** @type {string} */
let root;
const put = (/** @type {string} */ path, text = '') => writeFileSync(join(root, path), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  for (const folder of ['src/ml', 'resources', 'out/main'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['src/ml/a.ts', 'src/ml/a.test.ts', 'resources/icon', 'package.json']) put(file, 'text');
  put('out/main/cli.js');
  markBuilt(root, fingerprintSources(root));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a build is fresh until something is changed', () => {
  expect(isBuildFresh(root)).toBe(true);
});

test.each([
  ['a source with other text', () => put('src/ml/a.ts', 'other text')],
  ['a source saved again', () => utimesSync(join(root, 'src/ml/a.ts'), 1, 1)],
  ['a new source', () => put('src/ml/b.ts')],
  ['a source that is gone', () => rmSync(join(root, 'src/ml/a.ts'))],
  ['a new resource', () => put('resources/sample')],
  ['another package.json', () => put('package.json', '{}')],
  ['a configuration that was not there', () => put('electron.vite.config.ts')],
  ['a missing entry', () => rmSync(join(root, 'out/main/cli.js'))],
  ['a build that has begun', () => markUnbuilt(root)],
  ['no out/', () => rmSync(join(root, 'out'), { recursive: true })],
])('%s makes it stale', (_, change) => {
  change();
  expect(isBuildFresh(root)).toBe(false);
});

test('a changed test does not', () => {
  put('src/ml/a.test.ts', 'another test');
  expect(isBuildFresh(root)).toBe(true);
});

test('what changes while the build runs makes it stale', () => {
  const before = fingerprintSources(root);
  put('src/ml/a.ts', 'changed meanwhile');
  markBuilt(root, before);
  expect(isBuildFresh(root)).toBe(false);
});
