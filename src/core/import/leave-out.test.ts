import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mostFilesNamed, type ImportOptions } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { badInput } from './bad-input';
import { errorOf, greyPng, importOptions, temporaryFolder, zipOf, type Files } from './import-fixture';
import { performJob } from './perform-job';
import { prepareImport } from './prepare';
import { createPreview } from './preview';
import { isUnreadable } from './unreadable';

let folders = [temporaryFolder()];
beforeEach(() => (folders = []));
afterEach(() => folders.forEach((folder) => folder.remove()));

type Changes = Partial<ImportOptions>;

/** What an import or preview of an archive gives; the manifest is that of the import. */
async function perform(type: 'import' | 'preview', files: Record<string, Uint8Array>, changes: Changes) {
  const source = temporaryFolder({ 'x.zip': zipOf(files) });
  const work = temporaryFolder();
  folders.push(source, work);
  const job = { type, path: `${source.path}/x.zip`, name: 'x.zip', skip: [], careful: false };
  const result = await performJob(
    { ...job, options: importOptions(changes), workFolder: work.path },
    () => {},
  );
  const manifest = type === 'import' ? readFileSync(`${work.path}/manifest.json`, 'utf8') : '';
  return { result, manifest };
}

const leaveOut = { unreadable: 'leave-out', validation: 0 } as const;

/** Declares 3.6 thousand million pixels and holds none. */
function bomb(): Buffer {
  const bytes = greyPng(1);
  bytes.writeUInt32BE(60_000, 16);
  bytes.writeUInt32BE(60_000, 20);
  return bytes;
}

const damages: Record<string, (tone: number) => Uint8Array> = {
  none: (tone) => greyPng(tone, 2, 2),
  empty: () => new Uint8Array(),
  text: () => Buffer.from('GIF89a, so to speak, and no PNG'),
  bomb,
  'cut in its header': (tone) => greyPng(tone, 2, 2).subarray(0, 20),
  'cut in its pixels': (tone) => greyPng(tone, 2, 2).subarray(0, 45),
};

const archives = fc.record({
  images: fc.array(
    fc.record({
      label: fc.nat(3),
      split: fc.constantFrom('train', 'train', 'train', 'val', 'test'),
      damage: fc.constantFrom(...Array<string>(12).fill('none'), ...Object.keys(damages)),
    }),
    { minLength: 12, maxLength: 20, size: 'max' },
  ),
  hasSplits: fc.boolean(),
  options: fc.record({
    validation: fc.constantFrom(0, 0.2, 0.4, 2),
    test: fc.constantFrom(0, 0.2, 1),
    seed: fc.nat(99),
    take: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
    groupBy: fc.constantFrom(undefined, undefined, 'of(\\d)'),
  }),
});

it('is, for any archive and options, what the archive without these files gives', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(archives, async ({ images, hasSplits, options }) => {
      const all = images.map(({ label, split, damage }, i) => ({
        path: `${hasSplits ? `${split}/` : ''}c${label}/${i}of${i % 5}.png`,
        bytes: (damages[damage] ?? greyPng)(i),
        isSound: damage === 'none',
      }));
      const filesOf = (some: typeof all) => Object.fromEntries(some.map(({ path, bytes }) => [path, bytes]));
      const sound = filesOf(all.filter(({ isSound }) => isSound));
      const { take, groupBy, ...rest } = options;
      const changes = { ...rest, ...(take && { take }), ...(groupBy && { groupBy }) };
      const wanted = await perform('import', sound, changes).catch(codeOf);
      const got = await perform('import', filesOf(all), { ...changes, unreadable: 'leave-out' }).catch(
        codeOf,
      );
      if (typeof wanted === 'string' || typeof got === 'string') {
        expect(got).toBe(wanted);
        return;
      }
      compared += 1;
      expect(got.manifest).toBe(wanted.manifest);
      const leftOut = all.filter(({ isSound }) => !isSound);
      expect(got.result).toMatchObject({ leftOut: { count: leftOut.length, of: all.length } });
    }),
    { numRuns: 30 },
  );
  expect(compared).toBeGreaterThan(15);
});

function codeOf(error: unknown): string {
  if (error instanceof WorkbenchError) return error.code;
  throw error;
}

const sound = { 'a/1.png': greyPng(1), 'a/2.png': greyPng(2), 'b/1.png': greyPng(3) };

it('never decodes what the header rules out', async () => {
  const folder = temporaryFolder({ ...sound, 'a/bomb.png': bomb(), 'b/none.png': '' } satisfies Files);
  folders.push(folder);
  const decoded: string[] = [];
  const decoding = { concurrency: 2, about: (path: string) => void decoded.push(path) };
  const input = { path: folder.path, name: 'x', options: importOptions(leaveOut), skip: [] };
  const prepared = await prepareImport(input, { decoding, most: () => Infinity }, () => {});
  expect(decoded.sort()).toEqual(Object.keys(sound));
  expect(prepared.leftOut?.files).toEqual([
    { path: 'a/bomb.png', why: expect.stringMatching(/^is too large \(60000 × 60000/) },
    { path: 'b/none.png', why: expect.stringMatching(/^is not a readable image/) },
  ]);
});

it('tells of a class of which nothing is left', async () => {
  const { result, manifest } = await perform('import', { ...sound, 'c/1.png': bomb() }, leaveOut);
  expect(JSON.parse(manifest)).toMatchObject({ classNames: ['a', 'b'] });
  expect(result).toMatchObject({
    warnings: expect.arrayContaining(['1 class has no image that can be read: c.']),
  });
});

it('refuses to leave out everything, or all classes but one', async () => {
  const nothing = { 'a/1.png': bomb(), 'b/1.png': new Uint8Array() };
  for (const type of ['import', 'preview'] as const) {
    const none = await errorOf(() => perform(type, nothing, leaveOut));
    expect(none.message).toMatch(/^None of the 2 images of x\.zip can be read: a\/1\.png is too large/);
    const one = await errorOf(() => perform(type, { 'a/1.png': greyPng(1), 'b/1.png': bomb() }, leaveOut));
    expect(one.message).toMatch(/^Only one class of x\.zip \(a\) is left without the 1 image/);
    expect(one.code).toBe('bad-input');
  }
});

it('counts all that is left out, and names only the first', async () => {
  const many = Object.fromEntries(
    Array.from({ length: mostFilesNamed + 7 }, (_, i) => [`a/${1000 + i}.png`, new Uint8Array()]),
  );
  const { result } = await perform('import', { ...sound, ...many }, leaveOut);
  if (result.type !== 'dataset') throw new Error('no dataset');
  expect(result.leftOut).toMatchObject({ count: mostFilesNamed + 7, of: mostFilesNamed + 10 });
  expect(result.leftOut?.files.map(({ path }) => path)).toEqual(Object.keys(many).slice(0, mostFilesNamed));
});

it('looks at no more than it is asked to for a preview, and says of how many', async () => {
  const folder = temporaryFolder({ ...sound, 'b/2.png': greyPng(4).subarray(0, 45), 'b/3.png': '' });
  folders.push(folder);
  const decoded: string[] = [];
  const decoding = { concurrency: 1, about: (path: string) => void decoded.push(path) };
  const input = { path: folder.path, name: 'x', options: importOptions(leaveOut), skip: [] };
  const { leftOut } = await prepareImport(
    input,
    { decoding, most: (mean) => (mean === 16 ? 2 : 0) },
    () => {},
  );
  expect(decoded).toEqual(['a/1.png', 'b/1.png']);
  expect(leftOut).toMatchObject({ count: 1, of: 5, files: [{ path: 'b/3.png' }] });
});

it('previews small images in greater number, large ones as before', () => {
  const { look } = createPreview({ concurrency: 1, about: () => {} }, () => {});
  expect([64, 224 * 224, 12e6].map((mean) => look.most(mean))).toEqual([50_000, 19_929, 3000]);
});

it('takes a fault of the machine for no fault of a file', () => {
  const caused = (code: string) => badInput('x cannot be opened.', 'y', Object.assign(new Error(), { code }));
  expect(isUnreadable(caused('EACCES'))).toBe(true);
  expect(['EIO', 'EMFILE', 'ENFILE', 'ENOMEM'].filter((code) => isUnreadable(caused(code)))).toEqual([]);
  expect(isUnreadable(new TypeError('x'))).toBe(false);
  expect(isUnreadable(new WorkbenchError('storage', 'x', 'y'))).toBe(false);
});
