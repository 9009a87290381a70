import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open-store';
import { systemClock } from './ports';
import { makeFolders, workspaceAt } from './workspace';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'metric-workbench-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const start = async () =>
  (await openStore(workspaceAt(home), { pid: process.pid, door: 'serve', url: null }, systemClock)).close();
const modeOf = (path: string) => statSync(path).mode & 0o777;

it.each(['staging/release.tar', 'runs/log.txt', 'ballast', 'restore.json', 'lock.json', 'serve.json'])(
  "makes no home of somebody's folder with %s, and changes nothing in it",
  async (path) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), 'precious');
    chmodSync(home, 0o755);
    await expect(start()).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/is no home of the workbench: .* is there/) as string,
    });
    expect(readFileSync(join(home, path), 'utf8')).toBe('precious');
    expect(modeOf(home)).toBe(0o755);
    expect(existsSync(join(home, 'datasets'))).toBe(false);
  },
);

it('closes a home to others, but no folder in which somebody keeps something else', async () => {
  chmodSync(home, 0o755);
  await start();
  expect(modeOf(home)).toBe(0o700);
  writeFileSync(join(home, 'notes.txt'), 'of somebody');
  chmodSync(home, 0o755);
  await start();
  expect(modeOf(home)).toBe(0o755);
  for (const name of ['store.db', 'datasets', 'runs', 'staging', 'logs'])
    expect(modeOf(join(home, name)) & 0o077).toBe(0);
});

it('goes on where the first start was cut short', async () => {
  await makeFolders(workspaceAt(home));
  await start();
  expect(existsSync(join(home, 'store.db'))).toBe(true);
});
