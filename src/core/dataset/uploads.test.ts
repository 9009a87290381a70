import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { errorOf, temporaryFolder } from '../import/import-fixture';
import { openUploads, safeName } from './uploads';

let home = temporaryFolder();
beforeEach(() => (home = temporaryFolder()));
afterEach(() => home.remove());

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const stored = () => readdirSync(`${home.path}/staging/uploads`);

it('stores a stream under a name of its own and remembers the one it had', async () => {
  const uploads = await openUploads(home.path);
  const upload = await uploads.receive(chunks('ab', 'c'), '../x/ü.zip');
  expect(upload).toMatchObject({ name: 'ü.zip', bytes: 3 });
  expect(readFileSync(uploads.resolve(upload.id).path, 'utf8')).toBe('abc');
  expect(stored()).toEqual([upload.id]);
  await uploads.discard(upload.id);
  expect(stored()).toEqual([]);
  expect((await errorOf(() => uploads.resolve(upload.id))).code).toBe('not-found');
});

it('keeps all uploads together under the quota and leaves nothing of one above it', async () => {
  const uploads = await openUploads(home.path, 5);
  await uploads.receive(chunks('abc'), 'a');
  expect((await errorOf(() => uploads.receive(chunks('de', 'f'), 'b'))).code).toBe('bad-input');
  expect(stored()).toHaveLength(1);
  await uploads.receive(chunks('de'), 'c');
});

it('counts uploads that arrive at the same time together', async () => {
  const uploads = await openUploads(home.path, 5);
  const results = await Promise.allSettled([
    uploads.receive(chunks('abc'), 'a'),
    uploads.receive(chunks('def'), 'b'),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('hands on the error of a stream that breaks, and keeps nothing of it', async () => {
  const uploads = await openUploads(home.path);
  const broken = new WorkbenchError('bad-input', 'too large', 'less');
  async function* breaking(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a');
    throw broken;
  }
  await expect(uploads.receive(breaking(), 'a')).rejects.toBe(broken);
  expect(stored()).toEqual([]);
});

it('forgets the uploads of earlier processes', async () => {
  const earlier = await openUploads(home.path);
  await earlier.receive(chunks('abc'), 'a');
  const later = await openUploads(home.path);
  expect(stored()).toEqual([]);
  expect((await errorOf(() => later.resolve('a'))).code).toBe('not-found');
});

it.each([
  ['a/b\\c.zip', 'c.zip'],
  ['..', 'upload'],
  ['', 'upload'],
  ['evil\u202Egnp.exe', 'evilgnp.exe'],
  ['x'.repeat(300) + '.zip', 'x'.repeat(116) + '.zip'],
])('calls %j %j', (name, safe) => expect(safeName(name)).toBe(safe));
