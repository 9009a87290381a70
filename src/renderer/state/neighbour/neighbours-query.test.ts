import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitNames } from '@shared/split';
import { linkOf, openingEpoch, placeOf, sideOf, type NeighboursPlace } from './neighbours-query';

const usual = placeOf({}, 'r1');

test('without results a run opens at its last kept epoch, which stays while it trains', () => {
  expect(openingEpoch([1, 5, 64], false, null)).toBe(64);
  expect(openingEpoch([1, 5, 64], true, 5)).toBe(5);
  expect(openingEpoch([1, 5, 64], true, null)).toBe(64);
  expect(openingEpoch([1, 5, 64], false, 5)).toBe(64);
  expect(openingEpoch([], false, null)).toBeNull();
});

test('a link sets what it names, and nothing else', () => {
  const place = placeOf(
    { split: 'test', class: 'cat', predicted: 'dog', wrong: '1', epoch: '5', vs: 'r7' },
    'r1',
  );
  expect(place).toEqual({
    ...usual,
    split: 'test',
    class: 'cat',
    predicted: 'dog',
    wrongOnly: true,
    epoch: 5,
    versus: { runId: 'r7', epoch: null, pixels: false },
  });
  const wrong = {
    split: 'elsewhere',
    class: '',
    wrong: 'yes',
    k: '-3',
    epoch: '0',
    vs: ':',
    query: '1.5',
    order: 'x',
  };
  expect(placeOf(wrong, 'r1')).toEqual(usual);
  expect(sideOf(':12', 'r1')).toEqual({ runId: 'r1', epoch: 12, pixels: false });
});

const anySide = fc.oneof(
  fc.record({ runId: fc.constant('r1'), epoch: fc.constant(null), pixels: fc.constant(true) }),
  fc.record({
    runId: fc.integer({ min: 1, max: 99 }).map((id) => `r${id}`),
    epoch: fc.option(fc.integer({ min: 1, max: 999 })),
    pixels: fc.constant(false),
  }),
);
const anyPlace: fc.Arbitrary<NeighboursPlace> = fc
  .record({
    view: fc.constantFrom('queries' as const, 'hubs' as const, 'suspects' as const),
    epoch: fc.option(fc.integer({ min: 1, max: 999 })),
    pixels: fc.boolean(),
    versus: fc.option(anySide),
    split: fc.option(fc.constantFrom(...splitNames)),
    k: fc.option(fc.integer({ min: 1, max: 100 })),
    wrongOnly: fc.boolean(),
    class: fc.option(fc.string({ minLength: 1 })),
    predicted: fc.option(fc.string({ minLength: 1 })),
    outcome: fc.option(fc.constantFrom('fixed' as const, 'broken' as const)),
    order: fc.constantFrom('dataset' as const, 'smallest-margin' as const, 'fixed-first' as const),
    query: fc.option(fc.nat({ max: 100_000 })),
    hub: fc.option(fc.nat({ max: 100_000 })),
  })
  .map((place) => (place.pixels ? { ...place, epoch: null } : place));

test('what a link says is read back, whatever the class is called', () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      const [, query = ''] = linkOf(place, 'r1').split(/\?(.*)/s);
      expect(placeOf(Object.fromEntries(new URLSearchParams(query)), 'r1')).toEqual(place);
    }),
  );
});
