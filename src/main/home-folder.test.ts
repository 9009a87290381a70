import { expect, test } from 'vitest';
import { homeFolder, type HomeSources } from './home-folder';

const linux: HomeSources = { platform: 'linux', env: {}, user: '/home/ada', cwd: '/srv' };
const set = { METRIC_WORKBENCH_HOME: '/stores/a' };

test.each<[string | undefined, Partial<HomeSources>, string]>([
  [undefined, {}, '/home/ada/.local/share/metric-workbench'],
  [undefined, { env: { XDG_DATA_HOME: '/data' } }, '/data/metric-workbench'],
  [undefined, { env: { XDG_DATA_HOME: 'not/absolute' } }, '/home/ada/.local/share/metric-workbench'],
  [
    undefined,
    { platform: 'darwin', user: '/Users/ada' },
    '/Users/ada/Library/Application Support/Metric Workbench',
  ],
  [
    undefined,
    { platform: 'win32', user: 'C:\\Users\\ada' },
    'C:\\Users\\ada\\AppData\\Local\\Metric Workbench',
  ],
  [undefined, { platform: 'win32', env: { LOCALAPPDATA: 'D:\\Data' } }, 'D:\\Data\\Metric Workbench'],
  [undefined, { env: set }, '/stores/a'],
  ['/stores/b', { env: set }, '/stores/b'],
  ['here', { env: set }, '/srv/here'],
  ['', { env: set }, '/stores/a'],
])('--home %j with %j is %s', (given, changes, expected) => {
  expect(homeFolder(given, { ...linux, ...changes })).toBe(expected);
});
