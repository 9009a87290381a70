import fc from 'fast-check';
import type { GuardedRequest } from '@main/serve/guard';

/** The secrets that random requests may or may not carry. */
export type Secrets = { port: number; token: string };

/** Random requests, most of them nearly right: one wrong word in a hundred right ones must be enough to be refused. */
export function anyRequest(secrets: Secrets): fc.Arbitrary<GuardedRequest> {
  const values = valuesFor(secrets);
  const header = fc.constantFrom(...Object.keys(values)).chain((name) => headerOf(name, values[name] ?? []));
  const hosts = fc.oneof(
    { weight: 20, arbitrary: headerOf('host', values['host'] ?? []).map((host) => [host]) },
    { weight: 1, arbitrary: fc.constant([]) },
  );
  const cookies = headerOf('cookie', values['cookie'] ?? []);
  const bearers = headerOf('authorization', values['authorization'] ?? []);
  return fc.record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'),
    target: fc.constantFrom(
      '/',
      '/',
      '/rpc',
      '/api/health',
      '/?t=code',
      '/uploads?name=a',
      '//x',
      'http://x/',
    ),
    upgrade: fc.boolean(),
    headers: fc
      .tuple(hosts, fc.oneof(cookies, bearers), fc.array(header, { maxLength: 4 }))
      .map(([first, second, rest]): [string, string][] => [...first, second, ...rest]),
  });
}

/** The right value of each header first, then wrong ones. */
function valuesFor({ port, token }: Secrets): Record<string, string[]> {
  const own = `127.0.0.1:${port}`;
  return {
    host: [
      own,
      own,
      own,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `evil.example:${port}`,
      `${own}.`,
    ],
    origin: [`http://${own}`, `http://localhost:${port}`, 'http://evil.example', 'null', `https://${own}`],
    'sec-fetch-site': ['same-origin', 'none', 'same-site', 'cross-site', 'SAME-ORIGIN'],
    'sec-fetch-mode': ['navigate', 'cors', 'websocket'],
    'sec-fetch-dest': ['document', 'iframe', 'empty'],
    cookie: [
      `mwb_${port}=${token}`,
      `a=b; mwb_${port}=${token}`,
      `mwb_${port}=no`,
      `mwb_${port + 1}=${token}`,
    ],
    authorization: [
      `Bearer ${token}`,
      `bearer ${token}`,
      `Basic ${token}`,
      'Bearer no',
      `Bearer ${token}, x`,
    ],
    'x-metric-workbench': ['1', '0'],
    'content-length': ['0', '1'],
    'x-forwarded-host': [own, 'evil.example'],
    forwarded: [`host=${own}`],
  };
}

function headerOf(name: string, values: readonly string[]): fc.Arbitrary<[string, string]> {
  const value = fc.oneof(
    { weight: 18, arbitrary: fc.constant(values[0] ?? '') },
    { weight: 6, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.stringMatching(/^[!-~]{0,20}$/) },
  );
  return fc.tuple(fc.constantFrom(name, name.toUpperCase()), value);
}

/** What is missing for a request to be let in, by rules written without a look at the guard; empty when nothing is. */
export function missing(
  { method, target, upgrade, headers }: GuardedRequest,
  { port, token }: Secrets,
): string[] {
  const all = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const [host = '', ...others] = all('host');
  const isHostOk = others.length === 0 && [`127.0.0.1:${port}`, `localhost:${port}`].includes(host);
  const isOriginOk = all('origin').every((origin) => origin === `http://${host}`);
  const isSiteOk = all('sec-fetch-site').every((site) => site === 'same-origin' || site === 'none');
  const bearer = all('authorization').includes(`Bearer ${token}`);
  const cookie = all('cookie').some((line) => line.split('; ').includes(`mwb_${port}=${token}`));
  const isChange = method === 'POST';
  const rules: [string, boolean][] = [
    ['host', isHostOk],
    ['origin', isOriginOk],
    ['site', isSiteOk],
    ['token', bearer || cookie],
    ['an origin or a token of its own', !upgrade || bearer || all('origin').length > 0],
    ['our header', !isChange || upgrade || all('x-metric-workbench')[0] === '1'],
    ['a method that is answered', ['GET', 'HEAD', 'POST'].includes(method)],
    ['a path', target.startsWith('/') && !target.startsWith('//')],
  ];
  return rules.flatMap(([what, isOk]) => (isOk ? [] : [what]));
}
