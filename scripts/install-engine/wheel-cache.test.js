import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cachedWheel, isInCache } from './wheel-cache.js';

const CONTENTS = 'the bytes of a wheel';
const sha256 = createHash('sha256').update(CONTENTS).digest('hex');
const wheel = {
  ...{ tensorflow: '0.0.1', file: 'a.whl', bytes: CONTENTS.length, sha256 },
  ...{ python: '3.11', abi: 'cp311', platform: 'any' },
};
const { signal } = new AbortController();
/** @type {string} */
let cache;
/** @type {string} */
let kept;
let downloads = 0;

/** A download that brings these bytes. @param {string} bytes */
const bring =
  (bytes) =>
  async (/** @type {typeof wheel} */ { file }, /** @type {string} */ folder) => {
    downloads += 1;
    const path = join(folder, file);
    writeFileSync(path, bytes);
    return { ok: /** @type {const} */ (true), path };
  };

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'wheel-cache-'));
  kept = join(cache, 'wheels', sha256, 'a.whl');
  downloads = 0;
});
afterEach(() => rmSync(cache, { recursive: true, force: true }));

test('a wheel with the pinned hash is kept under its hash and not fetched again', async () => {
  expect(isInCache(wheel, cache)).toBe(false);
  expect(await cachedWheel(wheel, signal, { cache, download: bring(CONTENTS) })).toEqual({
    ok: true,
    path: kept,
  });
  expect(await cachedWheel(wheel, signal, { cache, download: bring('never') })).toEqual({
    ok: true,
    path: kept,
  });
  expect(downloads).toBe(1);
  expect(isInCache(wheel, cache)).toBe(true);
});

test('a wheel of the right length with one other byte is refused and leaves nothing', async () => {
  const outcome = await cachedWheel(wheel, signal, { cache, download: bring(CONTENTS.replace('b', 'B')) });
  expect(outcome).toMatchObject({ ok: false, why: expect.stringContaining(sha256) });
  expect(readdirSync(join(cache, 'wheels', sha256))).toEqual([]);
});

test('a kept wheel that was damaged is fetched again', async () => {
  await cachedWheel(wheel, signal, { cache, download: bring(CONTENTS) });
  writeFileSync(kept, CONTENTS.replace('y', 'Y'));
  expect(await cachedWheel(wheel, signal, { cache, download: bring(CONTENTS) })).toEqual({
    ok: true,
    path: kept,
  });
  expect(downloads).toBe(2);
  expect(readFileSync(kept, 'utf8')).toBe(CONTENTS);
});

test('what a killed download left is swept away', async () => {
  mkdirSync(join(cache, 'wheels', sha256, 'partial-abc'), { recursive: true });
  await cachedWheel(wheel, signal, { cache, download: bring(CONTENTS) });
  expect(readdirSync(join(cache, 'wheels', sha256))).toEqual(['a.whl']);
});

test('two installs at once fetch one wheel', async () => {
  const one = () => cachedWheel(wheel, signal, { cache, download: bring(CONTENTS) });
  expect(await Promise.all([one(), one()])).toEqual([
    { ok: true, path: kept },
    { ok: true, path: kept },
  ]);
  expect(downloads).toBe(1);
});
