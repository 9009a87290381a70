import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainView, queryOfView, viewOfQuery, type RunsView } from './runs-view';

const text = fc.string({ maxLength: 20 });
const views: fc.Arbitrary<RunsView> = fc.record({
  search: text,
  status: fc.constantFrom('all', 'active', 'finished', 'trouble'),
  distance: text,
  dataset: text,
  tag: text,
  starred: fc.boolean(),
  sort: fc.record({ key: fc.constantFrom('created', 'name', 'bestLoss'), descending: fc.boolean() }),
  columns: fc.option(fc.subarray(['status', 'seed', 'notes'])),
  isGrouped: fc.boolean(),
  withStudies: fc.option(fc.boolean()),
});
const read = (query: string) => viewOfQuery(Object.fromEntries(new URLSearchParams(query)));

test('a view survives its address', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(read(queryOfView(view))).toEqual(view);
    }),
  );
});

test('the plain view has an empty address, and nonsense is plain', () => {
  expect(queryOfView(plainView)).toBe('');
  expect(read('status=gone&starred=yes&group=colour')).toEqual(plainView);
});
