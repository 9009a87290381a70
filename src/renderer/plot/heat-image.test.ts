import { expect, test } from 'vitest';
import { channelOf, colourOf, heatImage, plainImage, signedImage } from './heat-image';

const black = [0, 0, 0] as const;
const white = [255, 255, 255] as const;
const red = [255, 0, 0] as const;

test('heat goes from one colour at the smallest value to the other at the largest', () => {
  expect([...heatImage([3, 5, 7], black, white)]).toEqual([
    0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255,
  ]);
  expect([...heatImage([9], black, white)]).toEqual([0, 0, 0, 255]);
});

test('signs have colours of their own; three channels are a picture on grey', () => {
  const colours = { negative: red, zero: white, positive: black };
  expect([...signedImage([-2, 0, 2], 1, colours)]).toEqual([
    255, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255,
  ]);
  expect([...signedImage([1, -1, 0], 3, colours)]).toEqual([255, 1, 128, 255]);
});

test('plain pictures, channels and colours', () => {
  expect([...plainImage([7, 9], 1)]).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
  expect([...plainImage([1, 2, 3], 3)]).toEqual([1, 2, 3, 255]);
  expect([...channelOf([1, 2, 3, 4, 5, 6], 3, 1)]).toEqual([2, 5]);
  expect([...channelOf([1, 2, 3, 4, 5, 6], 3, null)]).toEqual([6, 15]);
  expect(colourOf('rgb(1, 20, 255)')).toEqual([1, 20, 255]);
});
