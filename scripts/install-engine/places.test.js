import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from './places.js';

test('the cache is where XDG_CACHE_HOME says, if that is absolute', () => {
  const usual = join(homedir(), '.cache', 'metric-workbench');
  expect(cacheFolder({ XDG_CACHE_HOME: '/elsewhere' })).toBe(join('/elsewhere', 'metric-workbench'));
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(usual);
  expect(cacheFolder({})).toBe(usual);
});
