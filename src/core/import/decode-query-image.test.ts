import { expect, test } from 'vitest';
import { checkImage } from './decode-image';
import { asQuery } from './decode-query-image';

test('an image that is only searched with is not imported again', () => {
  let thrown: unknown = null;
  try {
    checkImage(new TextEncoder().encode('no image'), 'mine.png');
  } catch (error) {
    thrown = error;
  }
  expect(asQuery(thrown)).toMatchObject({
    code: 'bad-input',
    message: 'mine.png is not a readable image (PNG, JPEG, WebP, BMP or PGM/PPM).',
    hint: 'Choose another image, as PNG or JPEG.',
  });
  const other = new Error('disk');
  expect(asQuery(other)).toBe(other);
});
