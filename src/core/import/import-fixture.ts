import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';
import { importOptionsSchema, type ImportOptions } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';

/** Files of a folder to be, by path. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

/** A fresh temporary folder with some files; `remove` deletes it. */
export function temporaryFolder(files: Files = {}): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'metric-workbench-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Options of an import with everything at its default but `changes`. */
export function importOptions(changes: Partial<ImportOptions> = {}): ImportOptions {
  return { ...importOptionsSchema.parse({ name: 'x' }), ...changes };
}

/** The error that some work ends with; fails the test when it ends well or with an error that is not typed. */
export async function errorOf(work: () => unknown): Promise<WorkbenchError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
    throw error;
  }
  throw new Error('It should have failed');
}

type PngKind = {
  depth: 1 | 8 | 16;
  colour: 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';
  palette?: number[];
};

/** A PNG file of packed scan lines without filters: `rows` are the bytes of each line. */
export function png(width: number, rows: readonly Uint8Array[], kind: PngKind): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = kind.depth;
  header[9] = { grey: 0, rgb: 2, palette: 3, 'grey-alpha': 4, rgba: 6 }[kind.colour];
  const lines = Buffer.concat(rows.map((row) => Buffer.concat([Buffer.from([0]), row])));
  const chunks = [chunk('IHDR', header)];
  if (kind.palette) chunks.push(chunk('PLTE', Buffer.from(kind.palette)));
  chunks.push(chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

/** A grey PNG of one tone. */
export function greyPng(tone: number, height = 4, width = 4): Buffer {
  const row = new Uint8Array(width).fill(tone);
  return png(width, Array<Uint8Array>(height).fill(row), { depth: 8, colour: 'grey' });
}

/** An IDX file with these dimensions (declared, whatever follows). */
export function idxBytes(dimensions: readonly number[], data: Iterable<number>): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((n, i) => header.writeUInt32BE(n, 4 + 4 * i));
  return Buffer.concat([header, Buffer.from([...data])]);
}

/** An npy file with this header dictionary and raw data. */
export function npyBytes(header: string, data: Uint8Array): Buffer {
  const text = Buffer.from(`${header.padEnd(117)}\n`, 'latin1');
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >>> 8]);
  return Buffer.concat([start, text, data]);
}

/** An npy file of bytes. */
export function npyOfBytes(shape: readonly number[], data: Iterable<number>): Buffer {
  return npyBytes(
    `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`,
    Uint8Array.from(data),
  );
}

/** A zip file. */
export function zipOf(files: Zippable): Buffer {
  return Buffer.from(zipSync(files));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A grey JPEG of waves, 9 wide and 12 high, made with Pillow. */
export const greyJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAMAAkBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/ALkviSK70z+wgR5gG3Fc5/wgc/8AdNZmnrjx6Wyf9Z0/Gvbd/wDsr+Vf/9k=',
  'base64',
);
