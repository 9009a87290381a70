import { beforeEach, expect, test } from 'vitest';
import { createProgress } from './progress.js';

/** @type {string[]} */
let written;
let time = 0;

beforeEach(() => {
  written = [];
  time = 0;
});

/** @param {boolean} isTerminal */
function start(isTerminal) {
  const write = (/** @type {string} */ text) => void written.push(text);
  return createProgress({ label: 'got', total: 1_000_000_000, write, isTerminal, now: () => time });
}

test('a log gets one line for each tenth, however often it is told', () => {
  const progress = start(false);
  for (let done = 0; done <= 1_000_000_000; done += 1_000_000) progress.update(done);
  progress.end();
  expect(written).toHaveLength(10);
  expect(written[0]).toBe('  got 10 % (100 MB of 1000 MB)\n');
  expect(written.at(-1)).toBe('  got 100 % (1000 MB of 1000 MB)\n');
});

test('a slow log gets a line after 5 s, if something came', () => {
  const progress = start(false);
  time = 4_999;
  progress.update(20_000_000);
  expect(written).toHaveLength(0);
  time = 5_000;
  progress.update(20_000_000);
  expect(written).toEqual(['  got 2 % (20 MB of 1000 MB)\n']);
  time = 60_000;
  progress.update(20_000_001);
  expect(written).toHaveLength(1);
});

test('a terminal redraws one line, ten times a second at most', () => {
  const progress = start(true);
  for (time = 0; time < 1_000; time += 1) progress.update(time * 1_000_000);
  progress.end();
  expect(written.length).toBeLessThanOrEqual(13);
  expect(written.slice(0, -1).every((text) => text.startsWith('\r') && !text.includes('\n'))).toBe(true);
  expect(written.at(-1)).toBe('\n');
});
