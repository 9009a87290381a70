import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, askRaw, startServed, type RawRequest } from './served-fixture';

let served: Awaited<ReturnType<typeof startServed>>;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served.close());

type Row = [what: string, status: number, request: (place: Place) => RawRequest];
type Place = {
  host: string;
  port: number;
  cookie: readonly [string, string];
  bearer: readonly [string, string];
};
type Header = readonly [string, string];

const upgrade: Header[] = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];
const own: Header = ['X-Metric-Workbench', '1'];
const signedIn = (place: Place, ...more: Header[]): Header[] => [['Host', place.host], place.cookie, ...more];
const socket = (place: Place, ...more: Header[]): RawRequest => ({
  path: '/rpc',
  headers: [['Host', place.host], ...upgrade, ...more],
});
const origin = (place: Place): Header => ['Origin', `http://${place.host}`];
const withHost =
  (host: (place: Place) => string): Row[2] =>
  (place) => ({ headers: [['Host', host(place)], place.cookie] });

const rows: Row[] = [
  ['the page with a cookie', 200, (p) => ({ headers: signedIn(p) })],
  ['the page with a Bearer token', 200, (p) => ({ headers: [['Host', p.host], p.bearer] })],
  ['the page as localhost', 200, withHost((p) => `localhost:${p.port}`)],
  ['a WebSocket of the page', 101, (p) => socket(p, p.cookie, origin(p))],
  ['a WebSocket with a Bearer token', 101, (p) => socket(p, p.bearer)],

  ['another host', 421, withHost(() => 'evil.example')],
  ['another host on our port', 421, withHost((p) => `evil.example:${p.port}`)],
  ['a host that starts like ours', 421, withHost((p) => `localhost.evil.example:${p.port}`)],
  ['our address without port', 421, withHost(() => '127.0.0.1')],
  ['our address with a wrong port', 421, withHost((p) => `127.0.0.1:${p.port + 1}`)],
  ['our address with a final dot', 421, withHost((p) => `127.0.0.1.:${p.port}`)],
  ['our address in IPv6', 421, withHost((p) => `[::1]:${p.port}`)],
  ['our address as a number', 421, withHost((p) => `2130706433:${p.port}`)],
  ['the unspecified address', 421, withHost((p) => `0.0.0.0:${p.port}`)],
  ['localhost in capitals', 421, withHost((p) => `LOCALHOST:${p.port}`)],
  ['a host with a user', 421, withHost((p) => `user@127.0.0.1:${p.port}`)],
  ['an empty host', 421, withHost(() => '')],
  ['a host sent twice', 421, (p) => ({ headers: [['Host', p.host], ['Host', 'evil.example'], p.cookie] })],
  ['another host behind ours', 421, (p) => ({ headers: [['Host', `${p.host}, evil.example`], p.cookie] })],
  [
    'a WebSocket for another host',
    421,
    (p) => ({
      path: '/rpc',
      headers: [['Host', 'evil.example'], ...upgrade, p.cookie, ['Origin', 'http://evil.example']],
    }),
  ],

  ['an absolute target', 400, (p) => ({ path: `http://${p.host}/`, headers: signedIn(p) })],
  ['a target with two slashes', 400, (p) => ({ path: '//evil.example/', headers: signedIn(p) })],
  ['a target with a backslash', 400, (p) => ({ path: '/\\evil.example/', headers: signedIn(p) })],
  ['a very long target', 400, (p) => ({ path: `/${'a'.repeat(3000)}`, headers: signedIn(p) })],
  ['DELETE', 405, (p) => ({ method: 'DELETE', headers: signedIn(p, own) })],
  ['PUT', 405, (p) => ({ method: 'PUT', path: '/uploads?name=a', headers: signedIn(p, own) })],
  [
    'OPTIONS (a preflight)',
    405,
    (p) => ({
      method: 'OPTIONS',
      path: '/uploads',
      headers: signedIn(p, ['Origin', 'http://evil.example'], ['Access-Control-Request-Method', 'POST']),
    }),
  ],
  ['TRACE', 405, (p) => ({ method: 'TRACE', headers: signedIn(p) })],

  ['another origin', 403, (p) => ({ headers: signedIn(p, ['Origin', 'http://evil.example']) })],
  ['the origin null', 403, (p) => ({ headers: signedIn(p, ['Origin', 'null']) })],
  ['our origin with https', 403, (p) => ({ headers: signedIn(p, ['Origin', `https://${p.host}`]) })],
  [
    'the other of our names as origin',
    403,
    (p) => ({ headers: signedIn(p, ['Origin', `http://localhost:${p.port}`]) }),
  ],
  [
    'another port as origin',
    403,
    (p) => ({ headers: signedIn(p, ['Origin', `http://127.0.0.1:${p.port + 1}`]) }),
  ],
  ['two origins', 403, (p) => ({ headers: signedIn(p, origin(p), ['Origin', 'http://evil.example']) })],
  ['a request across sites', 403, (p) => ({ headers: signedIn(p, ['Sec-Fetch-Site', 'cross-site']) })],
  ['a request from another port', 403, (p) => ({ headers: signedIn(p, ['Sec-Fetch-Site', 'same-site']) })],
  [
    'an upload without our header',
    403,
    (p) => ({ method: 'POST', path: '/uploads?name=a', headers: signedIn(p), body: 'x' }),
  ],
  [
    'an upload with a form from another site',
    403,
    (p) => ({
      method: 'POST',
      path: '/uploads?name=a',
      headers: signedIn(p, own, ['Origin', 'http://evil.example'], ['Content-Type', 'text/plain']),
      body: 'x',
    }),
  ],
  ['a WebSocket of another site', 403, (p) => socket(p, p.cookie, ['Origin', 'http://evil.example'])],
  ['a WebSocket from a sandboxed frame', 403, (p) => socket(p, p.cookie, ['Origin', 'null'])],
  ['a WebSocket with a cookie but no origin', 403, (p) => socket(p, p.cookie)],

  ['no token', 401, (p) => ({ headers: [['Host', p.host]] })],
  ['no token for the sign of life', 401, (p) => ({ path: '/api/health', headers: [['Host', p.host]] })],
  ['no token for a file', 401, (p) => ({ path: '/assets/page-1a2b.js', headers: [['Host', p.host]] })],
  [
    'an empty cookie',
    401,
    (p) => ({
      headers: [
        ['Host', p.host],
        ['Cookie', `mwb_${p.port}=`],
      ],
    }),
  ],
  [
    'half the token',
    401,
    (p) => ({
      headers: [
        ['Host', p.host],
        ['Cookie', p.cookie[1].slice(0, -4)],
      ],
    }),
  ],
  [
    'the cookie of another port',
    401,
    (p) => ({
      headers: [
        ['Host', p.host],
        ['Cookie', p.cookie[1].replace('mwb_', 'mwb_1')],
      ],
    }),
  ],
  [
    'the token as Basic',
    401,
    (p) => ({
      headers: [
        ['Host', p.host],
        ['Authorization', p.bearer[1].replace('Bearer', 'Basic')],
      ],
    }),
  ],
  [
    'the token in the address',
    401,
    (p) => ({ path: `/?t=${p.bearer[1].slice(7)}`, headers: [['Host', p.host]] }),
  ],
  ['a wrong code', 401, (p) => ({ path: '/?t=AAAA', headers: [['Host', p.host]] })],
  ['a code that is too long', 401, (p) => ({ path: `/?t=${'A'.repeat(200)}`, headers: [['Host', p.host]] })],
  [
    'an upload without token',
    401,
    (p) => ({ method: 'POST', path: '/uploads?name=a', headers: [['Host', p.host], own], body: 'x' }),
  ],
  ['a WebSocket without token', 401, (p) => socket(p, origin(p))],
  ['a WebSocket with a wrong Bearer token', 401, (p) => socket(p, ['Authorization', 'Bearer AAAA'])],

  ['a WebSocket elsewhere', 404, (p) => ({ ...socket(p, p.cookie, origin(p)), path: '/' })],
  ['a WebSocket with a query', 404, (p) => ({ ...socket(p, p.cookie, origin(p)), path: '/rpc?x=1' })],
  ['a WebSocket by POST', 405, (p) => ({ ...socket(p, p.cookie, origin(p)), method: 'POST' })],
  [
    'a WebSocket of an unknown version',
    400,
    (p) => ({
      path: '/rpc',
      headers: [
        ['Host', p.host],
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '1'],
        p.bearer,
      ],
    }),
  ],
  ['headers of 20 KiB', 431, (p) => ({ headers: signedIn(p, ['X-Long', 'a'.repeat(20_000)]) })],
  ['an encoded way out', 404, (p) => ({ path: '/..%2f..%2fetc/passwd', headers: signedIn(p) })],
  [
    'a visit to an unknown page',
    404,
    (p) => ({ path: '/nonsense', headers: signedIn(p, ['Accept', 'text/html']) }),
  ],
  ['a way out', 404, (p) => ({ path: '/../../etc/passwd', headers: signedIn(p) })],
  ['a path that is a property of every object', 404, (p) => ({ path: '/__proto__', headers: signedIn(p) })],
  [
    'an upload with a path for a name',
    400,
    (p) => ({
      method: 'POST',
      path: '/uploads?name=..%2fa',
      headers: signedIn(p, own),
      body: 'x',
    }),
  ],
  [
    'an upload without a name',
    400,
    (p) => ({ method: 'POST', path: '/uploads', headers: signedIn(p, own), body: 'x' }),
  ],
  ['a POST elsewhere', 404, (p) => ({ method: 'POST', path: '/rpc', headers: signedIn(p, own), body: '' })],
  ['a body elsewhere', 413, (p) => ({ method: 'POST', path: '/rpc', headers: signedIn(p, own), body: 'x' })],
  ['a GET with a body', 413, (p) => ({ headers: signedIn(p), body: 'x' })],
];

test.each(rows)('%s gets %i', async (_what, status, request) => {
  const { port, access } = served;
  const answer = await ask(
    port,
    request({
      host: `127.0.0.1:${port}`,
      port,
      cookie: ['Cookie', `mwb_${port}=${access.token}`],
      bearer: ['Authorization', `Bearer ${access.token}`],
    }),
  );
  expect(answer.status).toBe(status);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test.each([
  ['no Host at all', 'GET / HTTP/1.1\r\n\r\n', 400],
  ['HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n', 421],
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a tunnel', 'CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\n\r\n', 0],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 400],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a header with a bare line feed', 'GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n', 400],
])('raw bytes: %s', async (_what, text, status) => {
  expect(await askRaw(served.port, text)).toBe(status);
});

test('the server still answers after all that', async () => {
  const { port, access } = served;
  const headers: Header[] = [
    ['Host', `127.0.0.1:${port}`],
    ['Authorization', `Bearer ${access.token}`],
  ];
  const answer = await ask(port, { path: '/api/health', headers });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { ok: true, version: '1.2.3' }]);
});
