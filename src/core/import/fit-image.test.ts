import { expect, it } from 'vitest';
import { fitImage } from './fit-image';
import { greyPng, png } from './import-fixture';

const fitOf = async (bytes: Uint8Array, shape: readonly [number, number, number]) =>
  (await fitImage(bytes, 'x', shape)).fit;
const line = (...bytes: number[]) => new Uint8Array(bytes);

it('tells the sizes as width and height', async () => {
  const { pixels, fit } = await fitImage(greyPng(9, 4, 6), 'x', [2, 3, 1]);
  expect([...pixels]).toEqual([9, 9, 9, 9, 9, 9]);
  expect(fit).toEqual({
    from: { width: 6, height: 4 },
    to: { width: 3, height: 2 },
    turnedGrey: false,
    laidOnWhite: false,
  });
});

it('tells of colours only where there were any and they are gone', async () => {
  const red = png(1, [line(255, 0, 0)], { depth: 8, colour: 'rgb' });
  const grey = png(1, [line(7, 7, 7)], { depth: 8, colour: 'rgb' });
  expect(await fitOf(red, [1, 1, 1])).toMatchObject({ turnedGrey: true });
  expect(await fitOf(red, [1, 1, 3])).toMatchObject({ turnedGrey: false });
  expect(await fitOf(grey, [1, 1, 1])).toMatchObject({ turnedGrey: false });
  expect(await fitOf(greyPng(7, 1, 1), [1, 1, 3])).toMatchObject({ turnedGrey: false });
});

it('tells of transparency only where something shows through', async () => {
  const opaque = png(2, [line(1, 2, 3, 255, 1, 2, 3, 255)], { depth: 8, colour: 'rgba' });
  const clear = png(2, [line(1, 2, 3, 255, 1, 2, 3, 254)], { depth: 8, colour: 'rgba' });
  const greyClear = png(1, [line(10, 0)], { depth: 8, colour: 'grey-alpha' });
  const deep = png(1, [line(1, 2, 255, 254)], { depth: 16, colour: 'grey-alpha' });
  expect(await fitOf(opaque, [1, 2, 3])).toMatchObject({ laidOnWhite: false });
  expect(await fitOf(clear, [1, 2, 3])).toMatchObject({ laidOnWhite: true });
  expect(await fitOf(greyClear, [1, 1, 1])).toMatchObject({ laidOnWhite: true });
  expect(await fitOf(deep, [1, 1, 1])).toMatchObject({ laidOnWhite: true });
});
