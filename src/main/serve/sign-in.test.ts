import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { ask, startServed, tinyWorkbench } from './served-fixture';
import { serve } from './serve';

let served: Awaited<ReturnType<typeof startServed>>;
afterEach(() => served.close());

const html = ['Accept', 'text/html'] as const;
const host = () => ['Host', `127.0.0.1:${served.port}`] as const;

test('the link gives a cookie once and a clean address; the cookie then opens the page again and again', async () => {
  served = await startServed();
  const link = new URL(served.url);
  const first = await ask(served.port, { path: link.pathname + link.search, headers: [host(), html] });
  expect([first.status, first.headers.location, first.body]).toEqual([303, '/', '']);
  const [cookie = ''] = first.headers['set-cookie'] ?? [];
  expect(cookie).toBe(`mwb_${served.port}=${served.access.token}; Path=/; HttpOnly; SameSite=Strict`);

  const headers = [host(), ['Cookie', cookie.split(';')[0] ?? ''] as const];
  for (const _reload of [1, 2])
    expect((await ask(served.port, { headers })).body).toContain('<title>page</title>');

  const second = await ask(served.port, { path: link.pathname + link.search, headers: [host(), html] });
  expect([second.status, second.headers['set-cookie']]).toEqual([401, undefined]);
  expect(second.body).toContain('Open the new link');
});

test('a link that is followed again in a signed-in browser leads to the page', async () => {
  served = await startServed();
  const path = served.url.slice(served.address.length - 1);
  await ask(served.port, { path, headers: [host()] });
  const again = await ask(served.port, {
    path,
    headers: [host(), ['Cookie', `mwb_${served.port}=${served.access.token}`]],
  });
  expect([again.status, again.headers.location]).toEqual([303, '/']);
});

const visit = [
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Dest', 'document'],
] as const;

test('a link followed on another site gives the cookie with a page that goes on, since a redirect would lose it', async () => {
  served = await startServed();
  const path = served.url.slice(served.address.length - 1);
  const answer = await ask(served.port, { path, headers: [host(), html, ...visit] });
  expect([answer.status, answer.headers['set-cookie']?.length]).toEqual([200, 1]);
  expect(answer.body).toContain('<meta http-equiv="refresh" content="0; url=/">');
  const again = await ask(served.port, { path, headers: [host(), html, ...visit] });
  expect(again.status).toBe(401);
});

test.each<[string, readonly (readonly [string, string])[]]>([
  ['load the link as a picture', [visit[0], ['Sec-Fetch-Mode', 'no-cors'], ['Sec-Fetch-Dest', 'image']]],
  ['frame it', [visit[0], visit[1], ['Sec-Fetch-Dest', 'iframe']]],
  ['fetch it', [visit[0], ['Sec-Fetch-Mode', 'cors'], ['Sec-Fetch-Dest', 'empty'], ['Origin', 'null']]],
  ['send a form to it', [...visit, ['Origin', 'http://evil.example']]],
])('another site cannot %s', async (_what, headers) => {
  served = await startServed();
  const path = served.url.slice(served.address.length - 1);
  expect((await ask(served.port, { path, headers: [host(), ...headers] })).status).toBe(403);
  expect((await ask(served.port, { path, headers: [host()] })).status).toBe(303);
});

test('after a restart the old cookie gets a page that says what to do, without any script, and with no style but its own', async () => {
  served = await startServed();
  const [port, oldCookie] = [served.port, `mwb_${served.port}=${served.access.token}`];
  await served.close();
  served = await startServed({ port });
  const answer = await ask(port, { headers: [host(), html, ['Cookie', oldCookie]] });
  expect(answer.status).toBe(401);
  expect(answer.body).toContain('Open the new link that <code>metric-workbench serve</code> printed.');
  expect(answer.body).not.toMatch(/<script|style=|https?:|url\(/);
  expect(answer.headers['content-security-policy']).toContain(`; style-src '${styleDigest(answer.body)}'; `);
});

/** What a policy must name, so that the style of a page is let be. */
function styleDigest(body: string): string {
  const [style = ''] = /(?<=<style>)[^<]*(?=<\/style>)/.exec(body) ?? [];
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

test.each<[string, number, string, readonly (readonly [string, string])[], string]>([
  ['the plain address', 401, '/', [], 'Open the new link'],
  ['a used link', 401, '/?t=AAAA', [], 'it prints a new one'],
  ['a sign of life', 401, '/api/health', [], 'Open the new link'],
  ['an image', 401, `/images/${'ab'.repeat(32)}/0.png`, [], 'Open the new link'],
  ['a link on another site', 403, '/', visit, '<a href="/">open the workbench</a>'],
])(
  'a person who visits %s without a right gets words, a program JSON',
  async (_, status, path, sent, words) => {
    served = await startServed();
    const page = await ask(served.port, { path, headers: [host(), html, ...sent] });
    expect([page.status, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(page.body).toContain(words);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const program = await ask(served.port, { path, headers: [host(), ...sent] });
    expect([program.status, program.headers['content-type']]).toEqual([status, 'application/json']);
  },
);

test.each(['/nonsense', '/runs', '/images/1.png', '/index.html'])(
  'somebody signed in who visits %s gets a page with a way back, a program plain words',
  async (path) => {
    served = await startServed();
    const headers = [host(), ['Authorization', `Bearer ${served.access.token}`]] as const;
    const page = await ask(served.port, { path, headers: [...headers, html] });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toContain('There is nothing at this address');
    expect(page.body).toContain('<a href="/">Open the workbench</a>');
    expect(page.body).not.toContain(path);
    expect(page.body).not.toMatch(/<script|style=|https?:|url\(/);
    expect(page.headers['content-security-policy']).toContain(`; style-src '${styleDigest(page.body)}'; `);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect([page.headers['cache-control'], page.headers['x-content-type-options']]).toEqual([
      'no-store',
      'nosniff',
    ]);
    const head = await ask(served.port, { method: 'HEAD', path, headers: [...headers, html] });
    expect([head.status, head.body]).toEqual([404, '']);
    const program = await ask(served.port, { path, headers });
    expect([program.status, program.body]).toEqual([404, 'Not found']);
    const anonymous = await ask(served.port, { path, headers: [host(), html] });
    expect(anonymous.status).toBe(401);
  },
);

test('every answer, good or bad, has the same security headers', async () => {
  served = await startServed();
  const good = await ask(served.port, {
    headers: [host(), ['Authorization', `Bearer ${served.access.token}`]],
  });
  const bad = await ask(served.port, { headers: [host()] });
  for (const { headers } of [good, bad]) {
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; worker-src 'self'; " +
        `connect-src 'self' ws://127.0.0.1:${served.port} ws://localhost:${served.port}; base-uri 'none'; form-action 'none'; ` +
        "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html workbench-worker",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  }
});

test('guessing is cut short, and the right token still works', async () => {
  let nowMs = 0;
  served = await startServed({ clock: { now: () => new Date(0), monotonicMs: () => nowMs } });
  const guess = async () => (await ask(served.port, { path: '/?t=guess', headers: [host()] })).status;
  for (let tries = 0; tries < 300; tries += 1) expect(await guess()).toBe(401);
  expect(await guess()).toBe(429);
  const right = [host(), ['Authorization', `Bearer ${served.access.token}`] as const];
  expect((await ask(served.port, { headers: right })).status).toBe(200);
  nowMs = 60_000;
  expect(await guess()).toBe(401);
});

test('a port that is taken is an error with its number, and its holder is left alone', async () => {
  served = await startServed();
  const second = startServed({ port: served.port });
  await expect(second).rejects.toMatchObject({
    code: 'port-in-use',
    message: `Port ${served.port} is in use.`,
  });
  expect((await ask(served.port, { headers: [host()] })).status).toBe(401);
});

test('a page that is not built is an error that names the folder', async () => {
  served = await startServed();
  const page = new URL('file:///nowhere/renderer/');
  await expect(serve({ workbench: tinyWorkbench([]), version: '1', page })).rejects.toMatchObject({
    message: expect.stringContaining('/nowhere/renderer/') as string,
    hint: expect.stringContaining('npm run build') as string,
  });
});
