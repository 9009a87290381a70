import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oddPaths } from './odd-paths-fixture';
import { readRendererFiles } from './renderer-files';
import { createResources, type Resources } from './resources';
import { securityHeaders } from './security-headers';
import { knownHash, tinyWorkbench } from './serve/served-fixture';

let folder: string;
let resources: Resources;
const uploads: { name: string; bytes: number }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwb-page-'));
  await mkdir(join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.html'), 'secret');
  await writeFile(join(folder, 'page', 'index.html'), 'front');
  await writeFile(join(folder, 'page', 'notes.txt'), 'secret');
  await writeFile(join(folder, 'page', 'assets', 'a b.js'), 'script');
  await symlink(join(folder, 'secret.html'), join(folder, 'page', 'link.html'));
  resources = createResources({
    files: await readRendererFiles(pathToFileURL(join(folder, 'page', '/'))),
    workbench: tinyWorkbench(uploads),
    headers: securityHeaders(),
    uploadLimit: 100,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = async (path: string) => {
  const answer = await resources(new Request(`http://127.0.0.1:1${path}`));
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    cache: answer.headers.get('cache-control'),
    body: await answer.text(),
  };
};

test('serves the built page: the front page fresh, hashed files for ever', async () => {
  expect(await get('/')).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
    cache: 'no-cache',
    body: 'front',
  });
  expect(await get('/assets/a%20b.js')).toMatchObject({
    status: 200,
    cache: 'private, max-age=31536000, immutable',
    body: 'script',
  });
});

test.each([
  '/index.html',
  '/notes.txt',
  '/link.html',
  '/secret.html',
  '/..%2fsecret.html',
  '/../secret.html',
  '/%2e%2e/secret.html',
  '/..%5csecret.html',
  '/..\\secret.html',
  '/%00',
  '/assets/a%20b.js%00',
  '//host/',
  '/%252e%252e/secret.html',
  '/assets/',
  '/assets/../../secret.html',
  '/__proto__',
  '/constructor',
  `/images/${knownHash}/01.png`,
  `/images/${knownHash}/-1.png`,
  `/images/${knownHash}/1.PNG`,
  `/images/${knownHash}/1e3.png`,
  `/images/${knownHash.toUpperCase()}/1.png`,
  `/images/..%2f/1.png`,
  `/images/${knownHash}/99.png`,
  `/images/${'0'.repeat(64)}/1.png`,
  '/runs/r1/weights.bin',
  '/runs/r2/embedding.bin',
  '/runs/r01/embedding.bin',
  '/runs/..%2f/embedding.bin',
  '/runs/1/embedding.bin',
  '/uploads',
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('no path, however odd, gives anything but the files of the page', async () => {
  await fc.assert(
    fc.asyncProperty(oddPaths(['secret.html', 'assets', 'a b.js', 'page']), async (path) => {
      const answer = await get(`/${path}`).catch(() => ({ status: 404, body: '' }));
      if (answer.status === 200) expect(['front', 'script']).toContain(answer.body);
      else expect(answer.status).toBe(404);
    }),
    { numRuns: 3000, seed: 11 },
  );
});

test('an image never changes and is never sniffed', async () => {
  const answer = await resources(new Request(`http://127.0.0.1:1/images/${knownHash}/3.png`));
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

test('numbers of a run are bytes that are neither kept nor sniffed', async () => {
  const answer = await resources(new Request('http://127.0.0.1:1/runs/r1/first-layer.bin'));
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3, 4]);
});

const post = (query: string, body: string | ReadableStream<Uint8Array>) =>
  resources(
    new Request(`http://127.0.0.1:1/uploads${query}`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit),
  );

test('an upload is streamed to the workbench and answered with its name there', async () => {
  const answer = await post('?name=my%20images.zip', 'x'.repeat(100));
  expect([answer.status, await answer.json()]).toEqual([200, { upload: 'u1', bytes: 100 }]);
  expect(uploads.at(-1)).toEqual({ name: 'my images.zip', bytes: 100 });
});

test('an upload over the limit is stopped at the limit, also when it does not say how large it is', async () => {
  const before = uploads.length;
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 60;
      controller.enqueue(new Uint8Array(60));
    },
  });
  const answer = await post('?name=big.zip', endless);
  expect([answer.status, await answer.json()]).toMatchObject([
    413,
    { error: { code: 'bad-input', message: expect.stringContaining('"big.zip"') as string } },
  ]);
  expect(sent).toBeLessThan(1000);
  expect(uploads).toHaveLength(before);
});

test.each(['', '?name=', '?name=a%2fb', '?name=a%5cb', '?name=a%00b', `?name=${'a'.repeat(256)}`])(
  'the upload %s has no good name',
  async (query) => {
    const answer = await post(query, 'x');
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'bad-input' } }]);
  },
);

test('gives a run as a file, and says why it cannot', async () => {
  const answer = await resources(new Request('http://127.0.0.1:1/exports/r1/npz'));
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="r1.npz"');
  expect(await answer.text()).toBe('first second');
  expect(await get('/exports/r2/npz')).toMatchObject({
    status: 404,
    body: expect.stringContaining('There is no run r2'),
  });
  for (const path of ['/exports/r0/npz', '/exports/r1/NPZ', '/exports/r1/..%2f', '/exports/r1/npz/x'])
    expect(await get(path), path).toMatchObject({ status: 404, body: 'Not found' });
});
