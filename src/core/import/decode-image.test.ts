import { expect, it } from 'vitest';
import { decodeImage } from './decode-image';
import { readImageHeader } from './image-header';
import { errorOf, greyJpeg, greyPng, png } from './import-fixture';
import { fitChannels } from './pixel-layout';

const decoded = async (bytes: Uint8Array) => {
  const { shape, pixels } = await decodeImage(bytes, 'x');
  return { shape, pixels: [...pixels] };
};

it('reads PNGs of 1, 8 and 16 bits, with a palette and with transparency', async () => {
  const one = png(3, [new Uint8Array([0b10100000])], { depth: 1, colour: 'grey' });
  expect(await decoded(one)).toEqual({ shape: [1, 3, 1], pixels: [255, 0, 255] });
  const deep = png(3, [new Uint8Array([0xff, 0xff, 0x01, 0x00, 0x00, 0x80])], { depth: 16, colour: 'grey' });
  expect(await decoded(deep)).toEqual({ shape: [1, 3, 1], pixels: [255, 1, 0] });
  const palette = png(2, [new Uint8Array([1, 0])], {
    depth: 8,
    colour: 'palette',
    palette: [9, 8, 7, 1, 2, 3],
  });
  expect(await decoded(palette)).toEqual({ shape: [1, 2, 3], pixels: [1, 2, 3, 9, 8, 7] });
  const clear = png(3, [new Uint8Array([10, 255, 10, 0, 0, 128])], { depth: 8, colour: 'grey-alpha' });
  expect(await decoded(clear)).toEqual({ shape: [1, 3, 1], pixels: [10, 255, 127] });
  const rgba = png(2, [new Uint8Array([1, 2, 3, 255, 1, 2, 3, 0])], { depth: 8, colour: 'rgba' });
  expect(await decoded(rgba)).toEqual({ shape: [1, 2, 3], pixels: [1, 2, 3, 255, 255, 255] });
});

it('reads portable maps, ASCII or binary, with comments and 16 bits', async () => {
  expect(await decoded(Buffer.from('P5\n# made by hand\n2 1\n255\n\x07\x09', 'latin1'))).toEqual({
    shape: [1, 2, 1],
    pixels: [7, 9],
  });
  expect(await decoded(Buffer.from('P3\n1 1\n255\n1 2 3\n'))).toEqual({
    shape: [1, 1, 3],
    pixels: [1, 2, 3],
  });
});

/** Made with Pillow: 9 × 12 pixels, and below what Pillow decodes from them. */
const webp =
  'UklGRpAAAABXRUJQVlA4TIQAAAAvCMACALkyRPQ/dhEF739IHEe2rUS4WwZsXSMkRdYE4eMuQdyqcXnF/A9HRFllbaeqa2yhJzh4gD23HTcGBRGe24YVS9YwGKgI7LjNGJjDYGFAe+b0/AbgYCCyY05Hw8nm6n2yUKHbNPCbARUZuj0XzJkgQiwMWz5EwAEANwBPekFAQgQ=';

it('reads grey JPEG as Pillow does, to within a level, and WebP exactly', async () => {
  const grey = await decoded(greyJpeg);
  expect(grey.shape).toEqual([12, 9, 1]);
  const wanted = [
    ...Buffer.from(
      '7eabd7e4d9bc895b3282aad1ddd3b98b623783a3c3cdc6af8968448096acb5b1a0856d577f879298978f81776d807a7576797b808486806c575157657c8fa07f6142363e557793b3805134232c4b70a2c17f4f301e26476ea0ca80502f1c25466ea1c9825334222b4a70a1c1',
      'hex',
    ),
  ];
  grey.pixels
    .slice(0, wanted.length)
    .forEach((value, i) => expect(Math.abs(value - (wanted[i] ?? 0))).toBeLessThanOrEqual(1));
  const colour = await decoded(Buffer.from(webp, 'base64'));
  expect(colour.shape).toEqual([12, 9, 3]);
  expect(Buffer.from(colour.pixels.slice(0, 30)).toString('hex')).toBe(
    '7f8000ae511cd32c38e21d54d92670ba458c8d72a85ba4c433cce07f8000',
  );
});

it('reads sizes from headers alone', () => {
  const bmp = Buffer.alloc(54);
  bmp.write('BM');
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(7, 18);
  bmp.writeInt32LE(-5, 22);
  expect(readImageHeader(bmp)).toMatchObject({ format: 'bmp', width: 7, height: 5 });
  expect(readImageHeader(greyJpeg)).toMatchObject({
    format: 'jpeg',
    width: 9,
    height: 12,
    grey: true,
  });
  expect(readImageHeader(Buffer.from(webp, 'base64'))).toMatchObject({
    format: 'webp',
    width: 9,
    height: 12,
  });
  for (const junk of [
    '',
    'GIF89a0123456789',
    '\x89PNG\r\n\x1a\n',
    'P5\n0 1\n255\n..........',
    'BMxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  ])
    expect(readImageHeader(Buffer.from(junk, 'latin1'))).toBeNull();
});

it('never gets lost in a JPEG header', () => {
  const good = greyJpeg;
  for (let cut = 0; cut < good.length; cut++)
    expect(() => readImageHeader(good.subarray(0, cut))).not.toThrow();
});

it('refuses, naming the file, what is no image, too large, or damaged', async () => {
  const refused = async (bytes: Uint8Array) => (await errorOf(() => decodeImage(bytes, 'a/b.png'))).message;
  expect(await refused(Buffer.from('just some text'))).toMatch(/^a\/b\.png is not a readable image/);
  expect(await refused(greyPng(1, 20, 20).subarray(0, 50))).toMatch(/^a\/b\.png cannot be decoded/);
  const huge = greyPng(1);
  huge.writeUInt32BE(5001, 16);
  huge.writeUInt32BE(5001, 20);
  expect(await refused(huge)).toMatch(/^a\/b\.png is too large \(5001 × 5001/);
});

it('makes an image fit the channels of a dataset', () => {
  expect([...fitChannels(new Uint8Array([5, 9]), 1, 3)]).toEqual([5, 5, 5, 9, 9, 9]);
  expect([...fitChannels(new Uint8Array([255, 0, 0, 7, 7, 7]), 3, 1)]).toEqual([76, 7]);
});
