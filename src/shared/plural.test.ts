import { expect, it } from 'vitest';
import { plural } from './plural';

it('has a word for one and for many, and a way to write the number', () => {
  expect([plural(1, 'run'), plural(0, 'run'), plural(2, 'class', 'classes')]).toEqual([
    '1 run',
    '0 runs',
    '2 classes',
  ]);
  expect(plural(12_000, 'image', 'images', (value) => value.toLocaleString('en'))).toBe('12,000 images');
});
