import { expect, it } from 'vitest';
import { leftOutWords, unreadableWords } from './left-out-words';

it('tells how much was left out of how much', () => {
  expect(leftOutWords({ count: 1, of: 1200 })).toBe('Left out 1 of 1,200 images: it cannot be read.');
  expect(leftOutWords({ count: 1199, of: 1200 })).toBe(
    'Left out 1,199 of 1,200 images: they cannot be read.',
  );
  expect(leftOutWords({ count: 0, of: 5 })).toBe('Nothing was left out: all 5 images can be read.');
});

it('tells what a preview found, and that it did not look at everything', () => {
  const files = { count: 2, of: 9000, files: [] };
  expect(unreadableWords({ ...files, looked: 9000 })).toBe('2 of 9,000 images cannot be read');
  expect(unreadableWords({ ...files, looked: 3000 })).toBe(
    '2 of 3,000 images that were looked at cannot be read; the import looks at all 9,000',
  );
});
