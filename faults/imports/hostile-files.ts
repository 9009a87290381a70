import { deflateSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';
import { bmp, chunk, grey, idxOf, npy, pngOf, zipOf } from './samples';

/** A file made to do harm, under its name, and what must come of its import: a word of the refusal, or `sound`. */
export type HostileFile = readonly [what: string, name: string, bytes: Buffer, outcome: RegExp | 'sound'];

const good: Zippable = { 'a/1.png': grey(1), 'a/2.png': grey(2), 'b/1.png': grey(3), 'b/2.png': grey(4) };
const withName = (
  name: string,
  outcome: RegExp | 'sound',
  what = `a name ${JSON.stringify(name).slice(0, 40)}`,
): HostileFile => [what, 'x.zip', zipOf({ ...good, [name]: grey(9) }), outcome];
const withMode = (what: string, mode: number): HostileFile => [
  what,
  'x.zip',
  zipOf({ ...good, 'a/link.png': [Buffer.from('/etc/passwd'), { os: 3, attrs: mode << 16 }] }),
  /link or a special file/,
];
const picture = (what: string, bytes: Buffer, outcome: RegExp | 'sound', name = 'bad.png'): HostileFile => [
  what,
  'x.zip',
  zipOf({ ...good, [`a/${name}`]: bytes }),
  outcome,
];
const arrays = (what: string, x: Buffer, outcome: RegExp | 'sound'): HostileFile => [
  what,
  'x.npz',
  zipOf({ 'X.npy': x, 'y.npy': npy("'<i4'", [2], Buffer.from(new Int32Array([0, 1]).buffer)) }),
  outcome,
];

/** Changes bytes of every place where a four-byte signature stands, at an offset from it. */
function patched(bytes: Buffer, signature: number, offset: number, values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at + 4 <= copy.length; at++)
    if (copy.readUInt32LE(at) === signature) copy.set(values, at + offset);
  return copy;
}

const central = 0x02014b50;
const ending = 0x06054b50;
const zip = zipOf(good);
const bomb = Buffer.from(zipSync({ ...good, 'a/bomb.png': Buffer.alloc(40 * 2 ** 20) }));
const nan = Buffer.from(new Float32Array([NaN, Infinity, -1e30, 0, 0, 0, 0, 0]).buffer);
const u1 = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);

const names: HostileFile[] = [
  ...['../a/x.png', 'a/../../x.png', '..', '../../../../../../etc/cron.d/x'].map((name) =>
    withName(name, /outside|\.\./),
  ),
  ...['/etc/x.png', 'C:/x.png', 'c:x.png', '//server/share/x.png'].map((name) =>
    withName(name, /absolute|outside|empty part/),
  ),
  ...['a\\x.png', '..\\x.png'].map((name) => withName(name, /backslash|outside/)),
  ...['a//x.png', './a/x.png', 'a/./x.png'].map((name) => withName(name, /empty part/)),
  withName('a/x\0.png', /control characters|outside/),
  // Without the mark of UTF-8 these bytes stand for pictures, in the old code page of zip files.
  ...['a/x\n.png', 'a/\u0007.png'].map((name) => withName(name, 'sound')),
  withName('a/\u00fc\n.png', /control characters/),
  withName(`a/${'x'.repeat(300)}.png`, /longer than/, 'a name of 300 letters'),
  withName('a/\u202egnp.exe.png', 'sound', 'a name that changes the direction of text'),
  withName('a/<img src=x onerror=alert(1)>.png', 'sound', 'a name that is markup'),
  withName('A/1.png', /two entries/, 'a name that differs only in capitals'),
  withName('a/CON.png', 'sound', 'a name that Windows keeps for itself: nothing is written under it'),
  [
    'a name twice after normalisation',
    'x.zip',
    zipOf({ ...good, 'a/u\u0308.png': grey(1), 'a/\u00fc.png': grey(1) }),
    /two entries/,
  ],
  ['only hidden files', 'x.zip', zipOf({ '.a/1.png': grey(1), '__MACOSX/b.png': grey(2) }), /empty|no files/],
];

const archives: HostileFile[] = [
  withMode('a symbolic link', 0o120777),
  withMode('a device', 0o020666),
  withMode('a pipe', 0o010666),
  withMode('a socket', 0o140666),
  ['a bomb of one file', 'x.zip', bomb, /more than 200 times|unpack to/],
  [
    'a bomb of many files',
    'x.zip',
    zipOf(
      Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [`${at % 2}/${at}.png`, Buffer.alloc(2 ** 20)]),
      ),
    ),
    /unpack to/,
  ],
  ['an archive in an archive', 'x.zip', zipOf({ 'x.zip': zip }), /.+/],
  ['an npz in an archive', 'x.zip', zipOf({ 'x.npz': zip }), /archive inside an archive/],
  ['encrypted files', 'x.zip', patched(zip, central, 8, [1, 0]), /encrypted/],
  ['an unknown way of packing', 'x.zip', patched(zip, central, 10, [99, 0]), /unknown way/],
  [
    'sizes of 4 GiB',
    'x.zip',
    patched(zip, central, 24, [0xfe, 0xff, 0xff, 0xff]),
    /longer than|times its size|zip/,
  ],
  ['sizes of zip64 that are not there', 'x.zip', patched(zip, central, 24, [0xff, 0xff, 0xff, 0xff]), /zip/i],
  ['entries that all share one place', 'x.zip', patched(zip, central, 42, [0, 0, 0, 0]), /checksum/],
  [
    'entries that lie outside',
    'x.zip',
    patched(zip, central, 42, [0xff, 0xff, 0xff, 0x7f]),
    /cut off|intact/,
  ],
  ['wrong checksums', 'x.zip', patched(zip, central, 16, [1, 2, 3, 4]), /checksum/],
  ['a count of 65,535 entries', 'x.zip', patched(zip, ending, 10, [0xff, 0xff]), /zip/],
  ['a directory that lies outside', 'x.zip', patched(zip, ending, 16, [0xff, 0xff, 0xff, 0x7f]), /zip/],
  ['an archive cut off', 'x.zip', zip.subarray(0, zip.length - 30), /intact zip/],
  ['an archive of zeros', 'x.zip', Buffer.alloc(10_000), /zip|format/],
  ['an archive behind a program', 'x.zip', Buffer.concat([Buffer.from('#!/bin/sh\nrm -rf /\n'), zip]), /.+/],
];

const ihdr = (width: number, height: number) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0], 8);
  return chunk('IHDR', header);
};
const idat = chunk('IDAT', deflateSync(Buffer.alloc(20)));
const iend = chunk('IEND', Buffer.alloc(0));

const pictures: HostileFile[] = [
  picture('a PNG of 60,000 × 60,000', grey(1, 60_000, 60_000), /too large/),
  picture('a PNG of 2^31 × 2^31', grey(1, 2 ** 31, 2 ** 31), /too large/),
  picture('a PNG of 0 × 4', grey(1, 0, 4), /not a readable image/),
  picture('a PNG that is larger than its pixels', grey(1, 400, 400), /cannot be decoded/),
  picture('a PNG cut off', grey(1).subarray(0, 50), /cannot be decoded/),
  picture('a PNG of 16 bits', grey(1, 4, 4, 0, 16), 'sound'),
  picture('a PNG with transparency', grey(1, 4, 4, 6), 'sound'),
  picture(
    'a PNG that moves',
    pngOf([ihdr(4, 4), chunk('acTL', Buffer.from([0, 0, 0, 9, 0, 0, 0, 0])), idat, iend]),
    'sound',
  ),
  picture(
    'a PNG with a text of 8 MiB unpacked',
    pngOf([
      ihdr(4, 4),
      chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(2 ** 23))])),
      idat,
      iend,
    ]),
    'sound',
  ),
  picture(
    'a PNG whose pixels unpack to 64 MiB',
    pngOf([ihdr(4, 4), chunk('IDAT', deflateSync(Buffer.alloc(2 ** 26))), iend]),
    'sound',
  ),
  picture('a PNG behind which a zip lies', Buffer.concat([grey(1), zip]), 'sound'),
  picture(
    'a web page called PNG',
    Buffer.from('<script>alert(1)</script>'.repeat(9)),
    /not a readable image/,
  ),
  picture(
    'a drawing called PNG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.repeat(3)),
    /not a readable image/,
  ),
  picture('a BMP called PNG', bmp(), 'sound'),
  picture('a BMP of 2^31 − 1 columns', bmp(2 ** 31 - 1, 4), /too large/, 'bad.bmp'),
  picture('a BMP of −2^31 rows', bmp(4, -(2 ** 31)), /too large/, 'bad.bmp'),
  picture(
    'a JPEG of headers only',
    Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(5000, 0xff)]),
    /not a readable image/,
    'bad.jpg',
  ),
  picture('a PGM that promises 999,999 rows', Buffer.from('P5 999999 999999 255 x'), /too large/, 'bad.pgm'),
];

const data: HostileFile[] = [
  arrays('pickled objects', npy("'|O'", [2, 2, 2], u1), /pickled/),
  arrays('records', npy("[('a', '<i4')]", [2, 2, 2], u1), /fields|understood/),
  arrays('a shape of 2^62', npy("'|u1'", [2 ** 31, 2 ** 31], u1), /header declares/),
  arrays(
    'a shape that overflows',
    npy("'|u1'", [2 ** 33, 2 ** 31, 0], u1),
    /header declares|no examples|images/,
  ),
  arrays(
    'a header that is a program',
    npy("__import__('os').system('id')", [2, 2, 2], u1),
    /understood|dictionary/,
  ),
  arrays('numbers that are none', npy("'<f4'", [2, 2, 2], nan), /.+/),
  arrays('big-endian numbers', npy("'>i4'", [1, 1, 2], u1), /not read/),
  [
    'an IDX of 2^96 bytes',
    'images-idx3-ubyte',
    idxOf([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [1]),
    /declares|labels/,
  ],
  [
    'a table of one endless line',
    'x.csv',
    Buffer.from(`path,label\n${'x'.repeat(2_000_000)}`),
    /CSV|line|file/,
  ],
  ['a table that points outside', 'x.csv', Buffer.from('path,label\n/etc/passwd,a\n../x,b\n'), /outside/],
  ['a table of 5,000 columns', 'x.csv', Buffer.from(`path,label${',c'.repeat(5000)}\n`), /columns|CSV/],
  ['an empty file', 'x.zip', Buffer.alloc(0), /empty/],
];

/** Everything that people have made to break importers, in small. */
export const hostileFiles: readonly HostileFile[] = [...names, ...archives, ...pictures, ...data];
