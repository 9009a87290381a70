import { chmod, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAccess } from './access';
import { forgetLink, leaveLink, takingFreshLinks } from './fresh-link';
import { ask, startServed } from './served-fixture';

let home: string;
let now: Date;
const file = () => join(home, 'sign-in.json');
const access = () => takingFreshLinks(createAccess(), home, () => now);
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mwb-link-'));
  now = new Date('2026-11-01T12:00:00Z');
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('opens the page once, while the link that was printed at the start has been used long ago', async () => {
  const served = await startServed({ access: access() });
  try {
    const visit = async (code: string) =>
      ask(served.port, { path: `/?t=${code}`, headers: [['Host', `127.0.0.1:${served.port}`]] });
    const printed = new URL(served.url).searchParams.get('t') ?? '';
    expect([(await visit(printed)).status, (await visit(printed)).status]).toEqual([303, 401]);
    const code = await leaveLink(home, now);
    const answer = await visit(code);
    expect([answer.status, answer.headers['set-cookie']?.length]).toEqual([303, 1]);
    expect((await visit(code)).status).toBe(401);
  } finally {
    await served.close();
  }
});

it('leaves a digest that only its owner reads, never the code', async () => {
  const code = await leaveLink(home, now);
  expect(await readdir(home)).toEqual(['sign-in.json']);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  const left = await readFile(file(), 'utf8');
  expect(left).not.toContain(code);
  const { sha256 } = JSON.parse(left) as { sha256: string };
  expect(access().redeem(sha256)).toBe(false);
  expect(access().redeem(code)).toBe(true);
  expect(await readdir(home)).toEqual([]);
});

it('ends after ten minutes, with a later one, and with the server', async () => {
  const [first, second] = [await leaveLink(home, now), await leaveLink(home, now)];
  expect([access().redeem(first), access().redeem(second)]).toEqual([false, true]);
  const old = await leaveLink(home, now);
  later(10);
  expect(access().redeem(old)).toBe(false);
  const early = await leaveLink(home, now);
  later(-60);
  expect(access().redeem(early)).toBe(false);
  const forgotten = await leaveLink(home, now);
  forgetLink(home);
  forgetLink(home);
  expect(access().redeem(forgotten)).toBe(false);
});

it('a wrong guess ends no link', async () => {
  const code = await leaveLink(home, now);
  expect(access().redeem('AAAA')).toBe(false);
  expect(access().redeem(code)).toBe(true);
});

it.each<[string, (code: string) => Promise<unknown>]>([
  ['that others could have written', () => chmod(file(), 0o620)],
  ['that others can read', () => chmod(file(), 0o604)],
  [
    'behind a link',
    async () => {
      await rename(file(), join(home, 'elsewhere'));
      await symlink(join(home, 'elsewhere'), file());
    },
  ],
  ['that is too long', async () => writeFile(file(), `${await readFile(file(), 'utf8')}${' '.repeat(2000)}`)],
  [
    'with no end',
    async () =>
      writeFile(file(), (await readFile(file(), 'utf8')).replace(/"until":"[^"]*"/, '"until":"9999"')),
  ],
  ['with the code itself', (code) => writeFile(file(), JSON.stringify({ sha256: code, until: now }))],
])('takes no note %s', async (_what, change) => {
  const code = await leaveLink(home, now);
  await change(code);
  expect(access().redeem(code)).toBe(false);
});
