import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { errorOf, temporaryFolder, zipOf } from './import-fixture';
import { zipLimits, type ZipLimits } from './zip-rules';
import { openZipSource } from './zip-source';

let folder = temporaryFolder();
afterEach(() => folder.remove());

async function opened(bytes: Uint8Array, limits?: ZipLimits) {
  folder = temporaryFolder({ 'x.zip': bytes });
  return openZipSource(`${folder.path}/x.zip`, 'x.zip', limits);
}

const text = Buffer.from('some text that is long enough to be squeezed squeezed squeezed');

it('lists files without clutter and gives back their bytes, packed or not', async () => {
  const source = await opened(
    zipOf({ 'a/b.txt': text, 'c.bin': [text, { level: 0 }], '.hidden': text, '__MACOSX/a': text }),
  );
  expect(source.entries.map((entry) => entry.path)).toEqual(['a/b.txt', 'c.bin']);
  expect(await source.read('a/b.txt')).toEqual(text);
  expect(await source.read('c.bin')).toEqual(text);
  expect((await errorOf(() => source.read('c.bin', 10))).message).toMatch(/too long/);
  expect((await errorOf(() => source.read('../x'))).code).toBe('bad-input');
  await source.close();
});

const dangerousNames = [
  '../a',
  'a/../../b',
  '/etc/passwd',
  'C:/a',
  'c:a',
  'a\\b',
  '..\\a',
  'a//b',
  './a',
  'a/./b',
  'a\0b',
  'ü\nb',
  `${'x'.repeat(241)}`,
];

it.each(dangerousNames)('refuses the name %j', async (name) => {
  const error = await errorOf(() => opened(zipOf({ [name]: text, 'fine.txt': text })));
  expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(/x\.zip/) });
});

it.each([
  ['capitals', 'A/b.png', 'a/B.png'],
  ['composed letters', 'u\u0308.png', '\u00fc.png'],
])('refuses two names that differ only in %s', async (_what, one, other) => {
  expect((await errorOf(() => opened(zipOf({ [one]: text, [other]: text })))).message).toMatch(/two entries/);
});

const withMode = (mode: number) =>
  zipOf({ link: [Buffer.from('/etc/passwd'), { os: 3, attrs: mode << 16 }] });

it.each([
  ['symbolic link', 0o120777],
  ['device', 0o020666],
  ['pipe', 0o010666],
  ['socket', 0o140666],
])('refuses a %s', async (_what, mode) => {
  expect((await errorOf(() => opened(withMode(mode)))).message).toMatch(/link or a special file/);
});

it('takes regular files with a mode', async () => {
  const source = await opened(withMode(0o100644));
  expect(source.entries).toHaveLength(1);
  await source.close();
});

it('refuses encrypted entries', async () => {
  const bytes = zipOf({ a: text });
  const central = bytes.indexOf(Buffer.from('504b0102', 'hex'));
  bytes[central + 8] = (bytes[central + 8] ?? 0) | 1;
  expect((await errorOf(() => opened(bytes))).message).toMatch(/encrypted/);
});

it('refuses what would unpack to absurdly much, by one file or by all together', async () => {
  const zeros = new Uint8Array(50_000);
  const small: ZipLimits = { ...zipLimits, ratioFreeBytes: 10_000, fileBytes: 60_000 };
  expect((await errorOf(() => opened(zipOf({ a: zeros }), small))).message).toMatch(/200 times/);
  const slow = Object.fromEntries(Array.from({ length: 4 }, (_, i) => [`f${i}`, new Uint8Array(9_000)]));
  expect((await errorOf(() => opened(zipOf(slow), { ...small, ratio: 10 }))).message).toMatch(
    /would unpack to/,
  );
  expect((await errorOf(() => opened(zipOf({ a: zeros }), { ...small, fileBytes: 49_999 }))).message).toMatch(
    /longer than/,
  );
  expect((await errorOf(() => opened(zipOf(slow), { ...zipLimits, entries: 3 }))).message).toMatch(
    /lists 4 entries/,
  );
  expect((await errorOf(() => opened(zipOf(slow), { ...zipLimits, totalBytes: 30_000 }))).message).toMatch(
    /would unpack to/,
  );
});

it('refuses an entry that unpacks to more than it declares, or to other bytes', async () => {
  const longer = zipOf({ a: text });
  const declared = (at: number) => longer.writeUInt32LE(5, at);
  declared(22);
  declared(longer.indexOf(Buffer.from('504b0102', 'hex')) + 24);
  const source = await opened(longer);
  expect((await errorOf(() => source.read('a'))).code).toBe('bad-input');
  await source.close();
  const wrong = zipOf({ a: [text, { level: 0 }] });
  wrong[32] = (wrong[32] ?? 0) ^ 255;
  const other = await opened(wrong);
  expect((await errorOf(() => other.read('a'))).message).toMatch(/checksum/);
  await other.close();
});

it('gives the right bytes or a typed error for any damage', async () => {
  const good = zipOf({ 'a/1.txt': text, 'b/2.txt': [text, { level: 0 }] });
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(20), async (changes, cut) => {
      const bytes = Buffer.from(good.subarray(0, good.length - (cut > 15 ? cut : 0)));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      let source: Awaited<ReturnType<typeof opened>> | undefined;
      try {
        source = await opened(bytes);
        for (const { path } of source.entries) expect(await source.read(path)).toEqual(text);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkbenchError);
      } finally {
        await source?.close();
        folder.remove();
      }
    }),
    { numRuns: 300 },
  );
});
