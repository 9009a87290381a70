import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeImage } from './decode-image';
import { exifOrientation } from './exif-orientation';
import { readImageHeader } from './image-header';
import { greyJpeg as jpeg } from './import-fixture';

/** Exif with another entry before the orientation, the bytes in either order. */
function exif(orientation: number, little: boolean, type = 3): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const view = new DataView(tiff.buffer, tiff.byteOffset);
  tiff.write(little ? 'II' : 'MM', 'latin1');
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 2, little);
  const entries = [
    [0x0100, 9],
    [0x0112, orientation],
  ] as const;
  for (const [at, [tag, value]] of entries.entries()) {
    view.setUint16(10 + at * 12, tag, little);
    view.setUint16(12 + at * 12, tag === 0x0112 ? type : 3, little);
    view.setUint32(14 + at * 12, 1, little);
    view.setUint16(18 + at * 12, value, little);
  }
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

function withSegment(content: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

const orientationOf = (content: Buffer) =>
  exifOrientation(new DataView(content.buffer, content.byteOffset, content.length), 0, content.length);

/** Where a pixel of the upright image stands in the stored one, as the standard words it: where row 0 and column 0 are. */
const stored: Record<number, (y: number, x: number, height: number, width: number) => [number, number]> = {
  1: (y, x) => [y, x],
  2: (y, x, _, width) => [y, width - 1 - x],
  3: (y, x, height, width) => [height - 1 - y, width - 1 - x],
  4: (y, x, height) => [height - 1 - y, x],
  5: (y, x) => [x, y],
  6: (y, x, _, width) => [width - 1 - x, y],
  7: (y, x, height, width) => [width - 1 - x, height - 1 - y],
  8: (y, x, height) => [x, height - 1 - y],
};

it.each([1, 2, 3, 4, 5, 6, 7, 8])('an image of orientation %s stands upright', async (orientation) => {
  const plain = await decodeImage(jpeg, 'x');
  for (const little of [true, false]) {
    const bytes = withSegment(exif(orientation, little));
    const [height, width] = orientation >= 5 ? [9, 12] : [12, 9];
    expect(readImageHeader(bytes)).toMatchObject({ width, height, orientation });
    const { shape, pixels } = await decodeImage(bytes, 'x');
    expect(shape).toEqual([height, width, 1]);
    const wanted = Array.from({ length: height * width }, (_, at) => {
      const [y, x] = stored[orientation]!(Math.floor(at / width), at % width, height, width);
      return plain.pixels[y * 9 + x];
    });
    expect([...pixels]).toEqual(wanted);
  }
});

it('an orientation that there is not, or of another type, is none', async () => {
  for (const segment of [
    exif(0, true),
    exif(9, false),
    exif(6, true, 4),
    Buffer.from('http://ns.adobe.com/xap/'),
  ])
    expect(orientationOf(segment)).toBeNull();
  const { shape } = await decodeImage(withSegment(exif(9, true)), 'x');
  expect(shape).toEqual([12, 9, 1]);
});

it('takes any bytes, cut anywhere', () => {
  const whole = exif(6, true);
  for (let end = 0; end < whole.length - 4 - 1; end++)
    expect([null, 6]).toContain(orientationOf(whole.subarray(0, end)));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (rest, little) => {
      const start = Buffer.from(`Exif\0\0${little ? 'II*\0' : 'MM\0*'}`, 'latin1');
      const found = orientationOf(Buffer.concat([start, rest]));
      expect([null, 1, 2, 3, 4, 5, 6, 7, 8]).toContain(found);
    }),
  );
});
