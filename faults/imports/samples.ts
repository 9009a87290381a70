import { deflateSync, crc32, gzipSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';

/** A small good import: its files by path, what is pointed at in their folder, and the file whose bytes are mutated. */
export type Sample = { files: Record<string, Uint8Array>; point: string; format: string; victim: string };

/** One good example of everything that can be imported: several of a format, where its parsers are several. */
export function samples(): Sample[] {
  const zip = zipOf({ a: { '1.png': grey(1), '2.png': grey(2) }, b: { '1.png': grey(3), '2.png': grey(4) } });
  const stored = Buffer.from(
    zipSync({ 'a/1.png': grey(1), 'a/2.png': grey(5), 'b/2.png': grey(2) }, { level: 0 }),
  );
  const cifar = Buffer.concat(
    [3, 0, 3, 1].map((label) => Buffer.from([label, ...Array<number>(3072).fill(label * 9)])),
  );
  const x = npy("'|u1'", [4, 2, 2], Buffer.from(Array.from({ length: 16 }, (_, at) => at * 9)));
  const y = npy("'<i4'", [4], Buffer.from(new Int32Array([0, 1, 0, 1]).buffer));
  const npz = zipOf({ 'X.npy': x, 'y.npy': y });
  const images = { 'a/1.png': grey(1), 'a/2.png': grey(2), 'b/1.png': grey(3), 'b/2.png': grey(4) };
  const csv =
    'path,label,split,group\na/1.png,rose,train,g1\na/2.png,"da""isy",val,g2\nb/1.png,rose,,g3\nb/2.png,daisy,,g4\n';
  const idx = idxOf(
    [4, 2, 2],
    Array.from({ length: 16 }, (_, at) => at),
  );
  const labels = { 'train-labels-idx1-ubyte': idxOf([4], [7, 9, 7, 9]) };
  const lists = {
    'train1.txt': Buffer.from('image_0001 a\nimage_0002 b\nimage_0003 a\n'),
    'val1.txt': Buffer.from('4 b\n'),
  };
  const numbered = Object.fromEntries([1, 2, 3, 4].map((at) => [`images/image_000${at}.png`, grey(at)]));
  return [
    sample('zip', { 'x.zip': zip }, 'x.zip', 'x.zip'),
    sample('zip', { 'x.zip': stored }, 'x.zip', 'x.zip'),
    sample('idx', { 'train-images-idx3-ubyte': idx, ...labels }, '', 'train-images-idx3-ubyte'),
    sample(
      'idx',
      { 'train-images-idx3-ubyte.gz': gzipSync(idx), ...labels },
      '',
      'train-images-idx3-ubyte.gz',
    ),
    sample('cifar', { 'data_batch_1.bin': cifar }, '', 'data_batch_1.bin'),
    sample('npz', { 'all.npz': npz }, 'all.npz', 'all.npz'),
    sample('npz', { 'X.npy': x, 'y.npy': y }, '', 'X.npy'),
    sample('npz', { 'X.npy': x, 'y.npy': y }, '', 'y.npy'),
    sample('csv', { ...images, 'list.csv': Buffer.from(csv) }, 'list.csv', 'list.csv'),
    sample('bluebell', { ...numbered, ...lists }, '', 'train1.txt'),
    ...pictures(images),
  ];
}

const sample = (format: string, files: Sample['files'], point: string, victim: string): Sample => ({
  format,
  files,
  point,
  victim,
});

/** One picture of every kind, among good ones. */
function pictures(images: Sample['files']): Sample[] {
  const picture = (name: string, bytes: Uint8Array) =>
    sample('image-folder', { ...images, [`a/${name}`]: bytes }, '', `a/${name}`);
  return [
    picture('x.png', grey(8)),
    picture('x.jpg', Buffer.from(jpegBase64, 'base64')),
    picture('x.bmp', bmp()),
    picture('x.webp', Buffer.from(webpBase64, 'base64')),
    picture('x.pgm', Buffer.concat([Buffer.from('P5\n# c\n4 4\n255\n'), Buffer.alloc(16, 7)])),
  ];
}

/** The smallest good JPEG and WebP there are: one pixel each. */
const jpegBase64 =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z';
const webpBase64 = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA';

/** A zip file. */
export function zipOf(files: Zippable): Buffer {
  return Buffer.from(zipSync(files));
}

/** An IDX file of bytes that declares these dimensions. */
export function idxOf(dimensions: readonly number[], data: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((n, at) => header.writeUInt32BE(n, 4 + 4 * at));
  return Buffer.concat([header, Buffer.from(data)]);
}

/** An npy file that declares this type and shape. */
export function npy(descr: string, shape: readonly number[], data: Uint8Array): Buffer {
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = Buffer.from(`${text.padEnd(117)}\n`, 'latin1');
  const start = Buffer.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    1,
    0,
    header.length & 255,
    header.length >>> 8,
  ]);
  return Buffer.concat([start, header, data]);
}

/** A PNG of 4 × 4 grey pixels, which says that it is `width` × `height` large. */
export function grey(tone: number, width = 4, height = 4, colourType = 0, depth = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  const bytes = depth === 16 ? 8 : 4;
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[colourType] ?? 1;
  const lines = Buffer.concat(
    Array.from({ length: 4 }, () => Buffer.from([0, ...Array<number>(bytes * channels).fill(tone)])),
  );
  return pngOf([chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

/** A PNG of these chunks. */
export function pngOf(chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** One chunk of a PNG. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A BMP of 4 × 4 pixels in colour. */
export function bmp(width = 4, height = 4): Buffer {
  const bytes = Buffer.alloc(54 + 48, 9);
  bytes.fill(0, 0, 54);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}
