import { expect, test } from 'vitest';
import { hasScreen } from '../screen';
import { openBrowser, openerOf } from './open-browser';

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: ':0', CI: 'true' }, false],
  ['linux', { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
  ['darwin', {}, true],
  ['win32', {}, true],
  ['darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
])('on %s with %j there is a screen: %s', (platform, env, expected) => {
  expect(hasScreen(env, platform)).toBe(expected);
});

test.each<[NodeJS.Platform, string]>([
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32.exe'],
])('on %s the address is one argument of %s, and no shell sees it', (platform, program) => {
  const url = 'http://127.0.0.1:4173/?t=a&calc.exe;$(id)';
  const { file, args } = openerOf(platform, url);
  expect([file, args.at(-1)]).toEqual([program, url]);
});

test('without such a program the answer is no, and nothing breaks', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = '';
  try {
    expect(await openBrowser('http://127.0.0.1:1/', 'darwin')).toBe(false);
  } finally {
    process.env['PATH'] = PATH;
  }
});
