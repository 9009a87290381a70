import { expect, test } from 'vitest';
import { filterOf } from './neighbours-query';

test('a link sets the filters that it names, and nothing else', () => {
  expect(filterOf({ split: 'test', class: 'cat', predicted: 'dog', wrong: '1' })).toEqual({
    split: 'test',
    class: 'cat',
    predicted: 'dog',
    wrongOnly: true,
  });
  expect(filterOf({})).toEqual({});
  expect(filterOf({ split: 'elsewhere', class: '', wrong: 'yes' })).toEqual({});
});
