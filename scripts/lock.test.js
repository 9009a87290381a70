import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.js';

/** @type {string} */
let folder;
/** @type {string} */
let path;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  path = join(folder, 'deep', 'a.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('work under one lock never overlaps, and the lock is gone afterwards', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (inside += 1));
    await sleep(20);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(path, work)));
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('work that throws gives the lock back', async () => {
  const fails = withLock(path, () => Promise.reject(new Error('broken')));
  await expect(fails).rejects.toThrow('broken');
  expect(existsSync(path)).toBe(false);
});

test('the lock of a dead process is taken over at once', async () => {
  await withLock(path, () => {}); // makes the folder
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(path, JSON.stringify({ pid, host: hostname() }));
  expect(await withLock(path, () => JSON.parse(readFileSync(path, 'utf8')).pid)).toBe(process.pid);
});

test('the lock of another machine is kept while it is touched, and taken over when it is not', async () => {
  await withLock(path, () => {});
  writeFileSync(path, JSON.stringify({ pid: 1, host: 'another-machine' }));
  /** @type {Promise<string>} */
  let first = Promise.resolve('not asked');
  await new Promise((resolve) => {
    first = withLock(path, () => 'first', { onWait: resolve });
  });
  utimesSync(path, 1, 1);
  expect(await withLock(path, () => 'second')).toBe('second');
  expect(await first).toBe('first');
});
