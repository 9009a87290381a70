/** What the guard sees of a request: `headers` as they came, duplicates included. */
export type GuardedRequest = {
  method: string;
  /** The request line's target, not yet a URL. */
  target: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** True for a request to change the protocol (WebSocket). */
  upgrade: boolean;
};

export type GuardSettings = { port: number; matches(token: string): boolean };

/** `sign-in` is the one request that needs no token: it brings a one-time code for one. */
export type Verdict =
  { kind: 'pass' } | { kind: 'sign-in'; code: string } | { kind: 'refuse'; status: number; reason: string };

/** The only path that speaks WebSocket. */
const socketPath = '/rpc';

/** Header that a page of another site cannot send without asking first: required for every change by POST. */
const ownHeader = 'x-metric-workbench';

/** Name of the cookie; two servers on one machine share the cookie jar, so it carries the port. */
export function cookieName(port: number): string {
  return `mwb_${port}`;
}

/** Decides about a request before anything else looks at it. Pure: who asks, where from, with which token. */
export function guard(request: GuardedRequest, settings: GuardSettings): Verdict {
  return (
    wrongHost(request, settings) ??
    wrongShape(request) ??
    wrongSite(request) ??
    wrongBody(request) ??
    signIn(request) ??
    wrongToken(request, settings) ?? { kind: 'pass' }
  );
}

function wrongHost({ headers }: GuardedRequest, { port }: GuardSettings): Verdict | undefined {
  const hosts = valuesOf(headers, 'host');
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (hosts.length === 1 && allowed.includes(hosts[0] ?? '')) return undefined;
  return refuse(421, 'This server answers only to 127.0.0.1 and localhost.');
}

function wrongShape({ method, target, headers, upgrade }: GuardedRequest): Verdict | undefined {
  if (!/^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(target)) return refuse(400, 'The address is malformed.');
  if (upgrade) {
    if (method !== 'GET') return refuse(405, 'A WebSocket starts with GET.');
    return target === socketPath ? undefined : refuse(404, 'There is no WebSocket here.');
  }
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (method !== 'POST') return refuse(405, 'Only GET, HEAD and POST are answered.');
  if (valuesOf(headers, ownHeader)[0] === '1') return undefined;
  return refuse(403, `A change needs the header ${ownHeader}: 1.`);
}

function wrongSite(request: GuardedRequest): Verdict | undefined {
  const { headers, upgrade } = request;
  const origins = valuesOf(headers, 'origin');
  const own = `http://${valuesOf(headers, 'host')[0]}`;
  if (origins.some((origin) => origin !== own)) return refuse(403, 'The request comes from another site.');
  if (isForeign(headers) && !(origins.length === 0 && isVisit(headers) && signIn(request)))
    return refuse(403, 'The request comes from another site.');
  if (upgrade && origins.length === 0 && bearers(headers).length === 0)
    return refuse(403, 'A WebSocket needs an Origin or a Bearer token.');
  return undefined;
}

/** Does the browser say that another site, or a file, led to this request? */
export function isForeign(headers: GuardedRequest['headers']): boolean {
  const sites = valuesOf(headers, 'sec-fetch-site');
  return sites.some((site) => site !== 'same-origin' && site !== 'none');
}

/** A person following a link, not a page loading something: what comes is shown, and the other site never sees it. */
function isVisit(headers: GuardedRequest['headers']): boolean {
  const only = (name: string, value: string) => valuesOf(headers, name).join() === value;
  return only('sec-fetch-mode', 'navigate') && only('sec-fetch-dest', 'document');
}

/** A body nobody reads would still have to be taken in. */
function wrongBody({ method, target, headers }: GuardedRequest): Verdict | undefined {
  if (method === 'POST' && /^\/uploads(\?|$)/.test(target)) return undefined;
  const isEmpty =
    valuesOf(headers, 'content-length').every((length) => length === '0') &&
    valuesOf(headers, 'transfer-encoding').length === 0;
  return isEmpty ? undefined : refuse(413, 'Only an upload has a body.');
}

function signIn({ method, target, upgrade }: GuardedRequest): Verdict | undefined {
  const code = /^\/\?t=([A-Za-z0-9_-]{1,100})$/.exec(target)?.[1];
  if (code === undefined || upgrade || method !== 'GET') return undefined;
  return { kind: 'sign-in', code };
}

function wrongToken({ headers, upgrade }: GuardedRequest, settings: GuardSettings): Verdict | undefined {
  // A cookie also goes along when another program's page opens a socket, so without an origin it proves nothing.
  const needsBearer = upgrade && valuesOf(headers, 'origin').length === 0;
  if (needsBearer ? bearers(headers).some(settings.matches) : hasToken(headers, settings)) return undefined;
  return refuse(401, 'Open the link that "serve" printed.');
}

/** Says whether the headers carry the right token, as cookie or as Bearer. */
export function hasToken(headers: GuardedRequest['headers'], { port, matches }: GuardSettings): boolean {
  return [...bearers(headers), ...cookies(headers, cookieName(port))].some(matches);
}

function bearers(headers: GuardedRequest['headers']): string[] {
  return valuesOf(headers, 'authorization').flatMap(
    (value) => /^Bearer ([\w-]{1,100})$/.exec(value)?.[1] ?? [],
  );
}

function cookies(headers: GuardedRequest['headers'], name: string): string[] {
  const pairs = valuesOf(headers, 'cookie').flatMap((value) => value.split(/; */));
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}

function valuesOf(headers: GuardedRequest['headers'], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

function refuse(status: number, reason: string): Verdict {
  return { kind: 'refuse', status, reason };
}
