import { expect, test } from 'vitest';
import { runHref, runLinkOf } from './run-link';

test('a link keeps k and the epoch, and only what is not as usual', () => {
  expect(runHref('r7', { k: 9, epoch: 5 })).toBe('/runs/r7?k=9&epoch=5');
  expect(runHref('r7', { k: null, epoch: 5 })).toBe('/runs/r7?epoch=5');
  expect(runHref('r7', { k: null, epoch: null })).toBe('/runs/r7');
  expect(runLinkOf({ k: '9', epoch: '5' })).toEqual({ k: 9, epoch: 5 });
});

test('what makes no sense is as if it were not there', () => {
  for (const text of ['', '0', '-1', '1.5', '1e3', 'abc', '07', '99999999999', ' 5'])
    expect(runLinkOf({ k: text, epoch: text }), text).toEqual({ k: null, epoch: null });
  expect(runLinkOf({ k: '1001' }).k).toBeNull();
  expect(runLinkOf({})).toEqual({ k: null, epoch: null });
});
