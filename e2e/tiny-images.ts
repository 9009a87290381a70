import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';

/** A zip of class folders with `perClass` PNGs of 8×8 pixels each: every class has its own brightness, with some noise; `more` files lie beside them. */
export function zipOfClasses(
  classes: readonly string[],
  perClass: number,
  more: Readonly<Record<string, Uint8Array>> = {},
): Buffer {
  const files: Record<string, Uint8Array> = { ...more };
  for (const [at, name] of classes.entries()) {
    for (let number = 0; number < perClass; number++) {
      const pixel = (place: number) => (40 + 60 * at + ((place * 7 + number * 13) % 50)) % 256;
      files[`${name}/${number}.png`] = greyPng(
        8,
        Uint8Array.from({ length: 64 }, (_, place) => pixel(place)),
      );
    }
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

/** Grey pixels of an 8×8 image of a class, by its place among the classes. */
export function tinyPixels(at: number, number: number): Uint8Array {
  return Uint8Array.from(
    { length: 64 },
    (_, place) => (40 + 60 * at + ((place * 7 + number * 13) % 50)) % 256,
  );
}

/** A square 8-bit grey PNG. */
export function greyPng(side: number, pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Array.from({ length: side }, (_, row) => [
    0,
    ...pixels.subarray(row * side, (row + 1) * side),
  ]);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
