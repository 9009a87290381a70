import { expect, it } from 'vitest';
import { fitWords } from './fit-words';

const square = { width: 28, height: 28 };
const none = { from: square, to: square, turnedGrey: false, laidOnWhite: false };

it('says only what was changed', () => {
  expect(fitWords(none)).toBe("Searched as it is, 28 × 28, like the dataset's images.");
  expect(fitWords({ ...none, from: { width: 56, height: 56 } })).toBe(
    "Resized from 56 × 56 to 28 × 28, like the dataset's images.",
  );
  expect(fitWords({ ...none, turnedGrey: true })).toBe("Turned grey, like the dataset's images.");
});

it('says all that was changed, and whether the image was stretched', () => {
  const photo = { ...none, from: { width: 640, height: 480 }, turnedGrey: true };
  expect(fitWords(photo)).toBe(
    "Resized from 640 × 480 to 28 × 28 (stretched, nothing cut off) and turned grey, like the dataset's images.",
  );
  expect(fitWords({ ...photo, from: { width: 56, height: 56 }, laidOnWhite: true })).toBe(
    "Resized from 56 × 56 to 28 × 28 and turned grey, like the dataset's images; what was transparent was laid on white.",
  );
  const wide = { ...none, from: { width: 101, height: 50 }, to: { width: 40, height: 20 } };
  expect(fitWords(wide)).toBe("Resized from 101 × 50 to 40 × 20, like the dataset's images.");
});
