import { afterEach, beforeEach, expect, test } from 'vitest';
import { greyPng, temporaryFolder } from '@core/import/import-fixture';
import { spawnHere } from '@core/import/importer-fixture';
import { temporaryHome } from '@core/workbench-fixture';
import { capturedIo } from './captured-io';
import { runCli } from './run-cli';

const images = {
  'a/1.png': greyPng(1),
  'a/2.png': greyPng(2),
  'b/1.png': greyPng(3),
  'b/2.png': greyPng(4),
  'b/3.png': 'no image',
  'b/4.png': greyPng(5).subarray(0, 45),
};

let home = temporaryHome();
let folder = temporaryFolder();
beforeEach(() => {
  home = temporaryHome();
  folder = temporaryFolder(images);
});
afterEach(() => [home, folder].forEach((temporary) => temporary.remove()));

async function importing(...flags: string[]) {
  const captured = capturedIo({ spawn: spawnHere() });
  const argv = ['datasets', 'import', folder.path, '--name', 'toys', '--validation', '0', ...flags];
  const code = await runCli([...argv, '--home', home.home], captured.io);
  return { code, ...captured };
}

test('an import stops at what cannot be read, and says which flag leaves it out', async () => {
  const { code, json } = await importing('--json');
  expect(code).toBe(3);
  expect(json()).toMatchObject({
    error: {
      message: expect.stringMatching(/^b\/3\.png is not a readable image/) as string,
      hint: expect.stringContaining('--unreadable leave-out') as string,
    },
  });
});

test('what is left out is told, as JSON and for people, and remembered', async () => {
  const { code, json } = await importing('--unreadable', 'leave-out', '--json');
  const leftOut = { count: 2, of: 6, files: [{ path: 'b/3.png' }, { path: 'b/4.png' }] };
  expect(json()).toMatchObject({ name: 'toys', examples: 4, leftOut });
  expect(code).toBe(0);
  const shown = capturedIo();
  await runCli(['datasets', 'show', 'toys', '--home', home.home], shown.io);
  expect(shown.written.stdout).toContain(
    'Warning: Left out 2 of 6 images: they cannot be read. b/3.png, b/4.png.\n',
  );
});

test('a preview says what would stop the import, or be left out', async () => {
  const stopped = await importing('--preview');
  expect(stopped.written.stdout).toContain(
    '2 of 6 images cannot be read: b/3.png, b/4.png. The import stops there, unless you add --unreadable leave-out.\n',
  );
  const { written } = await importing('--preview', '--unreadable', 'leave-out');
  expect(written.stdout).toContain('2 of 6 images cannot be read: b/3.png, b/4.png. Not counted above.\n');
  expect(written.stdout).toMatch(/examples +4 \(4 train\)/);
});

test('a word that is no choice is wrong usage', async () => {
  const { code, written } = await importing('--unreadable', 'ignore');
  expect(code).toBe(2);
  expect(written.stderr).toMatch(/stop, leave-out/);
});
