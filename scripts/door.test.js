import { expect, test } from 'vitest';
import { chooseDoor } from './door.js';

const withScreen = {
  args: ['--home', '/data'],
  env: { DISPLAY: ':0' },
  platform: /** @type {NodeJS.Platform} */ ('linux'),
  isRoot: false,
  hasElectron: true,
};

test('a screen and the binary open the window, with the flags', () => {
  expect(chooseDoor(withScreen)).toMatchObject({ kind: 'electron', args: ['--home', '/data'] });
});

test.each([[['--no-open']], [['--port', '0']], [['--port=8080']]])('%j asks for the local page', (args) => {
  const door = chooseDoor({ ...withScreen, args });
  expect(door).toMatchObject({ kind: 'serve', args });
  expect(door.why).toMatch(/^--(no-open|port) was given$/);
});

test('a flag that only begins alike does not', () => {
  expect(chooseDoor({ ...withScreen, args: ['--portrait'] }).kind).toBe('electron');
});

test('without a screen the page is served and nothing is opened', () => {
  const door = chooseDoor({ ...withScreen, env: {} });
  expect(door).toMatchObject({ kind: 'serve', args: ['--home', '/data', '--no-open'] });
  expect(chooseDoor({ ...withScreen, env: { DISPLAY: '' } }).kind).toBe('serve');
});

test('Wayland, macOS and Windows have a screen', () => {
  expect(chooseDoor({ ...withScreen, env: { WAYLAND_DISPLAY: 'wayland-0' } }).kind).toBe('electron');
  expect(chooseDoor({ ...withScreen, env: {}, platform: 'darwin' }).kind).toBe('electron');
  expect(chooseDoor({ ...withScreen, env: {}, platform: 'win32' }).kind).toBe('electron');
});

test('the binary is fetched only where there is a screen to use it', () => {
  expect(chooseDoor({ ...withScreen, hasElectron: false }).kind).toBe('install-electron');
  expect(chooseDoor({ ...withScreen, hasElectron: false, env: {} }).kind).toBe('serve');
});

test('root on Linux gets the page, never a window without a sandbox', () => {
  const door = chooseDoor({ ...withScreen, isRoot: true });
  expect(door).toMatchObject({ kind: 'serve', args: ['--home', '/data'] });
  expect(chooseDoor({ ...withScreen, isRoot: true, platform: 'darwin' }).kind).toBe('electron');
});
