import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** A program for PATH that stands in for the system's opener: notes its arguments in a file. */
async function recordingOpener() {
  const folder = await mkdtemp(join(tmpdir(), 'mwb-opener-'));
  const note = join(folder, 'arguments');
  await writeFile(
    join(folder, 'xdg-open'),
    `#!/bin/sh\necho "$@" > '${note}.new' && mv '${note}.new' '${note}'\n`,
    {
      mode: 0o755,
    },
  );
  process.env['PATH'] = `${folder}:${process.env['PATH']}`;
  return {
    given: () => readFile(note, 'utf8').catch(() => ''),
    remove: () => rm(folder, { recursive: true }),
  };
}

test.runIf(process.platform === 'linux')('no program is given the address: a file leads to it', async () => {
  const { PATH } = process.env;
  const opener = await recordingOpener();
  const { isOpen, forget } = await openBrowser('http://127.0.0.1:1/?t=secret', 'linux');
  await expect.poll(opener.given).toMatch(/^file:\/\//);
  process.env['PATH'] = PATH;
  const given = (await opener.given()).trim();
  expect([isOpen, given.includes('secret')]).toEqual([true, false]);
  const page = fileURLToPath(given);
  expect(await readFile(page, 'utf8')).toContain('content="0; url=http://127.0.0.1:1/?t=secret"');
  const modes = [page, dirname(page)].map(async (path) => (await stat(path)).mode & 0o777);
  expect(await Promise.all(modes)).toEqual([0o600, 0o700]);
  await forget();
  await expect(stat(page)).rejects.toThrow('ENOENT');
  await opener.remove();
});

test('without such a program the answer is no, and nothing breaks', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = '';
  try {
    expect((await openBrowser('http://127.0.0.1:1/', 'darwin')).isOpen).toBe(false);
  } finally {
    process.env['PATH'] = PATH;
  }
});
