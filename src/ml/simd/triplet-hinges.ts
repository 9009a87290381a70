import { defineRoutine, either, f32, f32x4, i32, i32x4, whileBelow } from './assembler';
import { acrossRow } from './units';

/**
 * The kernel of the triplet loss on `size` × `size` squared distances, four negatives at a time. `masks` has all bits set where
 * classes differ, its rows reaching to the next multiple of 4; what a row's last four read beyond it is masked, and written back
 * as it was. `sums` and `counts` receive each anchor's hinges and how many are above 0.
 */
export const tripletHinges = defineRoutine({
  name: 'tripletHinges',
  parameters: {
    distances: 'i32',
    slopes: 'i32',
    masks: 'i32',
    size: 'i32',
    margin: 'f32',
    weight: 'f32',
    sums: 'i32',
    counts: 'i32',
  },
  variables: {
    ...{ anchor: 'i32', positive: 'i32', at: 'i32', rowBytes: 'i32', maskBytes: 'i32', bound: 'v128' },
    ...{
      gap: 'v128',
      on: 'v128',
      sum: 'v128',
      found: 'v128',
      before: 'v128',
      slope: 'i32',
      violations: 'f32',
    },
  },
  body(local) {
    const { distances, slopes, masks, size, margin, weight, sums, counts } = local;
    const { anchor, positive, at, rowBytes, maskBytes, bound, gap, on, sum, found, slope, violations } =
      local;
    const { before } = local;
    const place = i32.add(slopes.get, at.get);
    const negatives = [
      ...gap.set(f32x4.subtract(bound.get, f32x4.load(i32.add(distances.get, at.get)))),
      ...on.set(f32x4.and(f32x4.above(gap.get, f32x4.zero), f32x4.load(i32.add(masks.get, at.get)))),
      ...sum.set(f32x4.add(sum.get, f32x4.and(gap.get, on.get))),
      ...found.set(i32x4.subtract(found.get, on.get)),
      ...f32x4.store(place, f32x4.subtract(f32x4.load(place), f32x4.and(on.get, f32x4.splat(weight.get)))),
    ];
    const positives = [
      ...before.set(found.get),
      ...bound.set(f32x4.splat(f32.add(f32.load(i32.add(distances.get, positive.get)), margin.get))),
      ...at.set(i32.constant(0)),
      ...whileBelow(at, maskBytes.get, i32.constant(16), negatives),
      ...violations.set(f32.from(i32x4.total(i32x4.subtract(found.get, before.get)))),
      ...slope.set(i32.add(slopes.get, positive.get)),
      ...f32.store(slope.get, f32.add(f32.load(slope.get), f32.multiply(violations.get, weight.get))),
    ];
    const isPositive = i32.isZero(i32.load(i32.add(masks.get, positive.get)));
    const anchors = [
      ...acrossRow(at, rowBytes, f32x4.store(place, f32x4.zero), f32.store(place, f32.zero)),
      ...[...sum.set(f32x4.zero), ...found.set(f32x4.zero), ...positive.set(i32.constant(0))],
      ...whileBelow(positive, rowBytes.get, i32.constant(4), either(isPositive, positives)),
      ...f32.store(i32.add(sums.get, anchor.get), f32x4.total(sum.get)),
      ...f32.store(i32.add(counts.get, anchor.get), f32.from(i32x4.total(found.get))),
      ...distances.set(i32.add(distances.get, rowBytes.get)),
      ...slopes.set(i32.add(slopes.get, rowBytes.get)),
      ...masks.set(i32.add(masks.get, maskBytes.get)),
    ];
    return [
      ...rowBytes.set(i32.multiply(size.get, i32.constant(4))),
      ...maskBytes.set(i32.and(i32.add(rowBytes.get, i32.constant(12)), i32.constant(-16))),
      ...whileBelow(anchor, rowBytes.get, i32.constant(4), anchors),
    ];
  },
});
