import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resizePixels } from './resize-pixels';

/** A picture of waves and what Pillow 13 makes of it with `Image.resize(…, LANCZOS)`. */
const waves = Buffer.from(
  '7f8000ae511cd32c38e21d54d92670ba458c8d72a85ba4c433cce07f8000ac531cce3138dd2254d42b70b7488c8c73a85da2c437c8e07f8000a45b1cc13e38cd3254c63970ae518c8a75a8639cc443bce07f800098671cac5338b44b54b04f709f608c8679a86c93c456a9e07f80008a751c926d38966954946b708d728c827da87689c46d92e07f80007a851c768938758a5476897079868c7d82a8827dc48679e07f80006b941c5ba43855aa5459a67066998c7986a88d72c49e61e07f80005da21c44bb383ac55440bf7055aa8c758aa89768c4b34ce07f800054ab1c34cb3826d9542ed17049b68c728da89e61c4c23de07f80004fb01c2bd4381ce35424db7043bc8c718ea8a15ec4c936e07f80004fb01c2cd3381de25425da7044bb8c718ea8a15ec4c936e07f800055aa1c36c93828d75430cf704bb48c728da89d62c4c03fe0',
  'hex',
);
const smaller =
  '9d6212de214fb24d914eb1ce906f12b34c4f9b6491649bce778812649b4f718e918c73ce639c1227d84f50af91ab54ce609f1220df4f4cb391ae51ce';
const larger =
  '7b84008c7308ae511cc9362ed8273de11e4fe11e5fd92670c83781b24d919669a37b84b25ba4c43dc2d830cfe27b84008c7308ae511cc8372ed7283de01f4fe01f5fd82770c83781b24d919669a37b84b25ba4c43ec1d831cee27b84008c7308ac531cc53a2ed32c3ddc234fdc235fd42b70c53a81b04f91956aa37b84b25da2c441bed834cbe27c83008a7508a8571cbf402ecb343d';

it('gives the same bytes as Pillow', () => {
  const hex = (size: readonly [number, number]) =>
    Buffer.from(resizePixels(waves, [12, 9, 3], size)).toString('hex');
  expect(hex([5, 4])).toBe(smaller);
  expect(hex([20, 15]).slice(0, larger.length)).toBe(larger);
});

it('leaves pictures of the same size alone, and plain ones plain at any size', () => {
  expect(resizePixels(waves, [12, 9, 3], [12, 9])).toBe(waves);
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, side, side, fc.nat(255), (h, w, toHeight, toWidth, tone) => {
      const pixels = resizePixels(new Uint8Array(h * w).fill(tone), [h, w, 1], [toHeight, toWidth]);
      expect(pixels).toEqual(new Uint8Array(toHeight * toWidth).fill(tone));
    }),
  );
});

it('treats channels alike and apart', () => {
  const grey = Uint8Array.from(waves.filter((_, i) => i % 3 === 1));
  const coloured = resizePixels(waves, [12, 9, 3], [7, 5]);
  expect(resizePixels(grey, [12, 9, 1], [7, 5])).toEqual(coloured.filter((_, i) => i % 3 === 1));
});
