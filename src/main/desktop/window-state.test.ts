import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultState, readWindowState, writeWindowState } from './window-state';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwb-window-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const state = { x: 2000, y: 10, width: 1000, height: 700, maximized: true };

test('what was written is read again', () => {
  const file = join(folder, 'window.json');
  writeWindowState(file, state);
  expect(readWindowState(file, screens)).toEqual(state);
});

test('a window whose screen is gone keeps its size and comes back to one that is there', () => {
  const file = join(folder, 'window.json');
  writeWindowState(file, state);
  expect(readWindowState(file, screens.slice(0, 1))).toEqual({ ...state, x: undefined, y: undefined });
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"width":1e9,"height":700,"maximized":false}',
  '{"width":1,"height":1,"maximized":false}',
])('a damaged file (%s) gives the default', async (text) => {
  const file = join(folder, 'damaged.json');
  await writeFile(file, text);
  expect(readWindowState(file, screens)).toEqual(defaultState);
});

test('a folder that cannot be written to is no fault', () => {
  writeWindowState(join(folder, 'missing', 'window.json'), state);
  expect(readWindowState(join(folder, 'missing', 'window.json'), screens)).toEqual(defaultState);
});
