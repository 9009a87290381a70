import type { RequestRow } from './request-rows';

const home = 'GET / HTTP/1.1';
const upload = 'POST /uploads?name=a HTTP/1.1';
const host = 'Host: {host}';
const signedIn = [host, '{in}'];
const changing = [host, '{in}', '{own}'];

/** Requests that are wrong in their size or in their very bytes. */
export const malformedRows: readonly RequestRow[] = [
  // Bodies and sizes.
  [
    'an upload with a path for a name',
    400,
    'POST /uploads?name=..%2fa HTTP/1.1',
    [...changing, 'Content-Length: 1'],
    'x',
  ],
  [
    'an upload with a NUL in its name',
    400,
    'POST /uploads?name=a%00b HTTP/1.1',
    [...changing, 'Content-Length: 1'],
    'x',
  ],
  ['an upload without a name', 400, 'POST /uploads HTTP/1.1', [...changing, 'Content-Length: 1'], 'x'],
  [
    'an upload with a name of 300 letters',
    400,
    'POST /uploads?name=a*300 HTTP/1.1',
    [...changing, 'Content-Length: 1'],
    'x',
  ],
  ['an upload of 100 GiB', 413, upload, [...changing, 'Content-Length: 107374182400'], 'x'],
  ['an upload of 2^63 bytes', 413, upload, [...changing, 'Content-Length: 9223372036854775808'], 'x'],
  ['a length of −1', 400, upload, [...changing, 'Content-Length: -1'], 'x'],
  ['a GET with a body', 413, home, [...signedIn, 'Content-Length: 1'], 'x'],
  [
    'a body where none is read',
    413,
    'POST /rpc HTTP/1.1',
    [...changing, 'Content-Type: application/json', 'Content-Length: 2'],
    '{}',
  ],
  ['a POST elsewhere', 404, 'POST /rpc HTTP/1.1', changing],
  ['headers of 20 KiB', 431, home, [...signedIn, 'X-Long: a*20000']],
  ['2,500 headers', 431, home, [...signedIn, ...Array.from({ length: 2500 }, (_, at) => `X-${at}: 1`)]],
  ['a header name that is none', 400, home, [...signedIn, 'X Y: 1']],
  ['a NUL in a header', 400, home, [...signedIn, 'X: a\0b']],
  [
    'Expect: 100-continue for a refused body',
    413,
    home,
    [...signedIn, 'Expect: 100-continue', 'Content-Length: 5'],
  ],
  ['an expectation nobody has', 417, home, [...signedIn, 'Expect: miracles']],

  // Two readings of one request.
  [
    'a length and chunks',
    400,
    upload,
    [...changing, 'Content-Length: 1', 'Transfer-Encoding: chunked'],
    '0\r\n\r\n',
  ],
  [
    'chunks and a length',
    400,
    upload,
    [...changing, 'Transfer-Encoding: chunked', 'Content-Length: 1'],
    '0\r\n\r\n',
  ],
  ['two lengths', 400, upload, [...changing, 'Content-Length: 1', 'Content-Length: 2'], 'x'],
  ['a length twice', 400, upload, [...changing, 'Content-Length: 1', 'Content-Length: 1'], 'x'],
  ['a length with a sign', 400, upload, [...changing, 'Content-Length: +1'], 'x'],
  [
    'an encoding that is not the last',
    400,
    upload,
    [...changing, 'Transfer-Encoding: chunked, identity'],
    '0\r\n\r\n',
  ],
  ['an unknown encoding', 400, upload, [...changing, 'Transfer-Encoding: xchunked'], '0\r\n\r\n'],
  [
    'a chunk size that is none',
    400,
    upload,
    [...changing, 'Transfer-Encoding: chunked'],
    'zz\r\nabc\r\n0\r\n\r\n',
  ],
  [
    'a chunk size of 2^64',
    400,
    upload,
    [...changing, 'Transfer-Encoding: chunked'],
    '10000000000000000\r\nabc\r\n',
  ],
  ['a folded header', 400, home, [...signedIn, 'X: a', ' b']],
  ['a space before a colon', 400, home, ['Host : {host}', '{in}']],
  ['a bare line feed', 400, home, [...signedIn, 'X: a\nHost: evil.example']],
  ['a bare carriage return', 400, home, [...signedIn, 'X: a\rHost: evil.example']],
  ['two spaces in the first line, read as one', 200, 'GET  / HTTP/1.1', signedIn],
  ['HTTP/2.0 in the first line, answered in HTTP/1.1', 200, 'GET / HTTP/2.0', signedIn],
  ['HTTP/0.9', 421, 'GET /', []],
  ['HTTP/1.0 with the token', 200, 'GET / HTTP/1.0', [host, '{bearer}']],
  ['no HTTP at all', 400, 'hello', []],
  ['a TLS hello', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', []],
  ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0', ['', 'SM', '']],
];
