import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cookieName, guard, type GuardedRequest } from './guard';

const port = 4173;
const token = 'right-token';
const settings = { port, matches: (candidate: string) => candidate === token };

const hosts = ['127.0.0.1:4173', 'localhost:4173', '127.0.0.1:4174', 'evil.example', '127.0.0.1', ''];
const origins = ['http://127.0.0.1:4173', 'http://localhost:4173', 'http://evil.example', 'null', ''];
const sites = ['same-origin', 'none', 'same-site', 'cross-site', ''];
const cookies = [
  `mwb_4173=${token}`,
  `a=b; mwb_4173=${token}`,
  'mwb_4173=wrong',
  `mwb_4174=${token}`,
  `mwb_4173x=${token}`,
];
const bearers = [`Bearer ${token}`, `bearer ${token}`, `Basic ${token}`, 'Bearer wrong'];

const header = (name: string, values: readonly string[]) =>
  fc.tuple(
    fc.constantFrom(name, name.toUpperCase()),
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...[values[0] ?? '', ...values]) }, fc.string()),
  );

const request: fc.Arbitrary<GuardedRequest> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'),
  target: fc.oneof(
    fc.constantFrom('/', '/rpc', '/uploads?name=a', '/?t=code', '//x', 'http://x/'),
    fc.string(),
  ),
  upgrade: fc.boolean(),
  headers: fc
    .tuple(
      header('host', hosts),
      fc.array(
        fc.oneof(
          { weight: 1, arbitrary: header('host', hosts) },
          ...[
            header('origin', origins),
            header('sec-fetch-site', sites),
            header('cookie', cookies),
            header('authorization', bearers),
            header('x-metric-workbench', ['1', '0']),
          ].map((arbitrary) => ({ weight: 3, arbitrary })),
        ),
        { maxLength: 5 },
      ),
    )
    .map(([first, rest]) => [first, ...rest]),
});

test('what passes has our host, our origin and our token, whatever the headers', () => {
  let passed = 0;
  fc.assert(
    fc.property(request, (given) => {
      if (guard(given, settings).kind !== 'pass') return;
      passed += 1;
      const all = (name: string) =>
        given.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
      expect(all('host')).toHaveLength(1);
      expect(hosts.slice(0, 2)).toContain(all('host')[0]);
      expect(all('origin').filter((origin) => origin !== `http://${all('host')[0]}`)).toEqual([]);
      expect(all('sec-fetch-site').filter((site) => !['same-origin', 'none'].includes(site))).toEqual([]);
      const bearer = all('authorization').includes(`Bearer ${token}`);
      const cookie = all('cookie').some((value) =>
        value.split('; ').includes(`${cookieName(port)}=${token}`),
      );
      expect(bearer || cookie).toBe(true);
      if (given.upgrade) expect([given.target, bearer || all('origin').length > 0]).toEqual(['/rpc', true]);
      if (given.method === 'POST') expect(all('x-metric-workbench')[0]).toBe('1');
      expect(['GET', 'HEAD', 'POST']).toContain(given.method);
    }),
    { numRuns: 50_000, seed: 7 },
  );
  expect(passed).toBeGreaterThan(200);
});

test('only a GET of the front page with a code is a sign-in, and only from here', () => {
  const ask = (changes: Partial<GuardedRequest>) =>
    guard(
      {
        method: 'GET',
        target: '/?t=c0-de_',
        upgrade: false,
        headers: [['Host', '127.0.0.1:4173']],
        ...changes,
      },
      settings,
    );
  expect(ask({})).toEqual({ kind: 'sign-in', code: 'c0-de_' });
  expect(ask({ method: 'HEAD' })).toMatchObject({ status: 401 });
  expect(ask({ target: '/x?t=code' })).toMatchObject({ status: 401 });
  expect(ask({ target: '/?t=code&x=1' })).toMatchObject({ status: 401 });
  expect(ask({ headers: [['Host', 'evil.example']] })).toMatchObject({ status: 421 });
  expect(
    ask({
      headers: [
        ['Host', '127.0.0.1:4173'],
        ['Origin', 'http://evil.example'],
      ],
    }),
  ).toMatchObject({ status: 403 });
});
