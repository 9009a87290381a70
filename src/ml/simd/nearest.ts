import { defineRoutine, either, f32, f32x4, i32, i32x4, whileBelow, whileSet } from './assembler';

/**
 * Dot products of one query with `length` bytes of rows → squared distances in their place: own + norm − 2·dot, not clipped; what is
 * not a number becomes infinitely far. `length` is a multiple of 16.
 */
export const distancesInPlace = defineRoutine({
  name: 'distancesInPlace',
  parameters: { dots: 'i32', norms: 'i32', own: 'f32', length: 'i32' },
  variables: { at: 'i32', far: 'v128', dot: 'v128' },
  body({ dots, norms, own, length, at, far, dot }) {
    const place = i32.add(dots.get, at.get);
    const both = f32x4.add(f32x4.splat(own.get), f32x4.load(i32.add(norms.get, at.get)));
    const distance = f32x4.subtract(both, f32x4.add(dot.get, dot.get));
    return [
      ...far.set(f32x4.splat(f32.constant(Infinity))),
      ...whileBelow(at, length.get, i32.constant(16), [
        ...dot.set(f32x4.load(place)),
        ...f32x4.store(place, f32x4.lowered(far.get, distance)),
      ]),
    ];
  },
});

const mostProbes = 20;

/**
 * A distance that at least `least` of the `length` bytes of distances reach (a multiple of 16), and hardly more than `most`: halves
 * the range between the nearest and the farthest. Infinite when it finds none.
 */
export const distanceBound = defineRoutine({
  name: 'distanceBound',
  parameters: { distances: 'i32', length: 'i32', least: 'i32', most: 'i32', into: 'i32' },
  variables: {
    ...{ at: 'i32', probe: 'i32', count: 'i32', four: 'v128', nearest: 'v128', farthest: 'v128' },
    ...{ found: 'v128', low: 'f32', high: 'f32', middle: 'f32', bound: 'f32' },
  },
  body(local) {
    const { distances, length, least, most, into, at, probe, count, four, nearest, farthest } = local;
    const { found, low, high, middle, bound } = local;
    const across = (body: readonly number[]) => [
      ...at.set(i32.constant(0)),
      ...whileBelow(at, length.get, i32.constant(16), [
        ...four.set(f32x4.load(i32.add(distances.get, at.get))),
        ...body,
      ]),
    ];
    const isFar = f32x4.atMost(f32x4.splat(f32.constant(Infinity)), four.get);
    const range = across([
      ...nearest.set(f32x4.min(nearest.get, four.get)),
      ...either(i32.isZero(f32x4.isAny(isFar)), farthest.set(f32x4.max(farthest.get, four.get))),
    ]);
    const probed = [
      ...middle.set(f32.multiply(f32.add(low.get, high.get), f32.constant(0.5))),
      ...found.set(f32x4.zero),
      ...across(found.set(i32x4.subtract(found.get, f32x4.atMost(four.get, f32x4.splat(middle.get))))),
      ...count.set(i32x4.total(found.get)),
      ...either(i32.lessThan(count.get, least.get), low.set(middle.get), [
        ...[...high.set(middle.get), ...bound.set(middle.get)],
        ...either(i32.lessThan(most.get, count.get), [], probe.set(i32.constant(mostProbes))),
      ]),
    ];
    return [
      ...nearest.set(f32x4.splat(f32.constant(Infinity))),
      ...farthest.set(f32x4.splat(f32.constant(-Infinity))),
      ...range,
      ...[...low.set(f32x4.least(nearest.get)), ...high.set(f32x4.most(farthest.get))],
      ...bound.set(f32.constant(Infinity)),
      ...whileBelow(probe, i32.constant(mostProbes), i32.constant(1), probed),
      ...f32.store(into.get, bound.get),
    ];
  },
});

/**
 * The `wanted` bytes of nearest among `length` bytes of distances, none of which is farther than what stands at `bound`, as
 * `selectNearest` in `knn.ts` does it: looks closer at four distances only when one of them is near enough.
 */
export const selectWithin = defineRoutine({
  name: 'selectWithin',
  parameters: { distances: 'i32', length: 'i32', wanted: 'i32', bound: 'i32', values: 'i32', indices: 'i32' },
  variables: {
    at: 'i32',
    one: 'i32',
    end: 'i32',
    filled: 'i32',
    place: 'i32',
    worst: 'f32',
    distance: 'f32',
  },
  body({ distances, length, wanted, bound, values, indices, at, one, end, filled, place, worst, distance }) {
    const before = i32.subtract(place.get, i32.constant(4));
    const isFilling = i32.lessThan(filled.get, wanted.get);
    const isNear = i32.or(
      f32.below(distance.get, worst.get),
      i32.and(f32.equal(distance.get, worst.get), isFilling),
    );
    const beforeIsFarther = i32.and(
      i32.lessThan(i32.constant(0), place.get),
      f32.above(f32.load(i32.add(values.get, before)), distance.get),
    );
    const moved = [
      ...f32.store(i32.add(values.get, place.get), f32.load(i32.add(values.get, before))),
      ...i32.store(i32.add(indices.get, place.get), i32.load(i32.add(indices.get, before))),
      ...place.set(before),
    ];
    const inserted = [
      ...either(
        isFilling,
        [...place.set(filled.get), ...filled.set(i32.add(filled.get, i32.constant(4)))],
        place.set(i32.subtract(wanted.get, i32.constant(4))),
      ),
      ...whileSet(beforeIsFarther, moved),
      ...f32.store(i32.add(values.get, place.get), distance.get),
      ...i32.store(i32.add(indices.get, place.get), i32.shiftRight(one.get, i32.constant(2))),
      ...either(
        i32.equal(filled.get, wanted.get),
        worst.set(f32.load(i32.subtract(i32.add(values.get, wanted.get), i32.constant(4)))),
      ),
    ];
    const eachOfFour = [
      ...[...one.set(at.get), ...end.set(i32.add(at.get, i32.constant(16)))],
      ...whileBelow(one, end.get, i32.constant(4), [
        ...distance.set(f32.load(i32.add(distances.get, one.get))),
        ...either(isNear, inserted),
      ]),
    ];
    const four = f32x4.load(i32.add(distances.get, at.get));
    return [
      ...worst.set(f32.load(bound.get)),
      ...whileBelow(
        at,
        length.get,
        i32.constant(16),
        either(f32x4.isAny(f32x4.atMost(four, f32x4.splat(worst.get))), eachOfFour),
      ),
    ];
  },
});
