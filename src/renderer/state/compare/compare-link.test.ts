import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareHref, compareLinkOf, withoutRun } from './compare-link';

const queryOf = (href: string) => Object.fromEntries(new URLSearchParams(href.split('?')[1]));

test('a link says again what was read from it', () => {
  const anyQuery = fc.record({
    runs: fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('r1', 'r2', 'r30', '', ' r1')).map((ids) => ids.join(',')),
    ),
    baseline: fc.constantFrom('r1', 'r2', 'nonsense'),
    with: fc.constantFrom('r1', 'r30', ''),
    split: fc.constantFrom('test', 'validation', 'x'),
    k: fc.constantFrom('5', '0', '-1', '1e9', 'x', '1.5', ''),
    smoothing: fc.constantFrom('0.37', '0.999', '-1', 'x', '', '1', '0.0049'),
    log: fc.constantFrom('compared-loss', 'compared-loss,compared-validation-error', 'a,a,', '<b>', ''),
  });
  fc.assert(
    fc.property(anyQuery, (query) => {
      const link = compareLinkOf(query);
      expect(compareLinkOf(queryOf(compareHref(link)))).toEqual(link);
      expect(link.ids.length).toBeLessThanOrEqual(8);
    }),
  );
});

test('the order stays, and a removed baseline gives its place to the first', () => {
  const link = compareLinkOf({ runs: 'r3,r1,r2,r1', baseline: 'r1', with: 'r2', k: '7' });
  const plain = { smoothing: 0, logs: [] };
  expect(link).toEqual({
    ids: ['r3', 'r1', 'r2'],
    baseline: 'r1',
    other: 'r2',
    split: 'validation',
    k: 7,
    ...plain,
  });
  expect(compareHref(link)).toBe('/compare?runs=r3,r1,r2&baseline=r1&with=r2&k=7');
  expect(withoutRun(link, 'r1')).toMatchObject({ ids: ['r3', 'r2'], baseline: 'r3', other: 'r2' });
  expect(withoutRun(link, 'r2')).toMatchObject({ ids: ['r3', 'r1'], baseline: 'r1', other: null });
});

test('how the curves are looked at stays with the link, and is left out when it goes without saying', () => {
  const link = compareLinkOf({ runs: 'r1', smoothing: '0.4', log: 'compared-loss' });
  expect(link).toMatchObject({ smoothing: 0.4, logs: ['compared-loss'] });
  expect(compareHref(link)).toBe('/compare?runs=r1&smoothing=0.4&log=compared-loss');
  expect(compareHref({ ...link, smoothing: 0, logs: [] })).toBe('/compare?runs=r1');
});
