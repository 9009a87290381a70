import { defineRoutine, f32, f32x4, i32, whileBelow, type Local } from './assembler';
import { acrossRow } from './units';

/** Dot products of all pairs of `size` rows → squared distances, as `kernels/pairs.ts` does it; `norms` is scratch of `size` floats. */
export const squaredDistances = defineRoutine({
  name: 'squaredDistances',
  parameters: { dots: 'i32', norms: 'i32', into: 'i32', size: 'i32' },
  variables: { row: 'i32', at: 'i32', bytes: 'i32', diagonal: 'i32', to: 'i32', norm: 'f32' },
  body({ dots, norms, into, size, row, at, bytes, diagonal, to, norm }) {
    const [dot, other, target] = [
      i32.add(dots.get, at.get),
      i32.add(norms.get, at.get),
      i32.add(to.get, at.get),
    ];
    const next = i32.add(bytes.get, i32.constant(4));
    const four = f32x4.subtract(
      f32x4.add(f32x4.splat(norm.get), f32x4.load(other)),
      f32x4.add(f32x4.load(dot), f32x4.load(dot)),
    );
    const one = f32.subtract(f32.add(norm.get, f32.load(other)), f32.add(f32.load(dot), f32.load(dot)));
    const eachRow = (body: (at: Local) => readonly number[]) => [
      ...row.set(i32.constant(0)),
      ...whileBelow(row, bytes.get, i32.constant(4), body(row)),
    ];
    return [
      ...bytes.set(i32.multiply(size.get, i32.constant(4))),
      ...diagonal.set(dots.get),
      ...eachRow(() => [
        ...f32.store(i32.add(norms.get, row.get), f32.load(diagonal.get)),
        ...diagonal.set(i32.add(diagonal.get, next)),
      ]),
      ...to.set(into.get),
      ...eachRow(() => [
        ...norm.set(f32.load(i32.add(norms.get, row.get))),
        ...acrossRow(at, bytes, f32x4.store(target, four), f32.store(target, one)),
        ...f32.store(i32.add(to.get, row.get), f32.zero),
        ...dots.set(i32.add(dots.get, bytes.get)),
        ...to.set(i32.add(to.get, bytes.get)),
      ]),
    ];
  },
});

/**
 * ∂loss/∂D [size, size] and its transpose → the Laplacian, as `kernels/pairs.ts` does it: −2·(G + Gᵀ), its diagonal making every
 * row add up to 0.
 */
export const laplacian = defineRoutine({
  name: 'laplacian',
  parameters: { slopes: 'i32', transposed: 'i32', into: 'i32', size: 'i32' },
  variables: { row: 'i32', at: 'i32', bytes: 'i32', four: 'v128', one: 'f32', sums: 'v128', sum: 'f32' },
  body({ slopes, transposed, into, size, row, at, bytes, four, one, sums, sum }) {
    const [left, right] = [i32.add(slopes.get, at.get), i32.add(transposed.get, at.get)];
    const target = i32.add(into.get, at.get);
    const [diagonal, own] = [i32.add(into.get, row.get), i32.add(slopes.get, row.get)];
    const doubled = f32.add(f32.load(own), f32.load(own));
    const perRow = [
      ...[...sums.set(f32x4.zero), ...sum.set(f32.zero)],
      ...acrossRow(
        at,
        bytes,
        [
          ...four.set(f32x4.add(f32x4.load(left), f32x4.load(right))),
          ...four.set(f32x4.add(four.get, four.get)),
          ...sums.set(f32x4.add(sums.get, four.get)),
          ...f32x4.store(target, f32x4.subtract(f32x4.zero, four.get)),
        ],
        [
          ...one.set(f32.add(f32.load(left), f32.load(right))),
          ...one.set(f32.add(one.get, one.get)),
          ...sum.set(f32.add(sum.get, one.get)),
          ...f32.store(target, f32.subtract(f32.zero, one.get)),
        ],
      ),
      ...sum.set(f32.add(sum.get, f32x4.total(sums.get))),
      // The diagonal of G does not count: a row's distance to itself is 0 whatever z is.
      ...f32.store(diagonal, f32.subtract(sum.get, f32.add(doubled, doubled))),
      ...slopes.set(i32.add(slopes.get, bytes.get)),
      ...transposed.set(i32.add(transposed.get, bytes.get)),
      ...into.set(i32.add(into.get, bytes.get)),
    ];
    return [
      ...bytes.set(i32.multiply(size.get, i32.constant(4))),
      ...whileBelow(row, bytes.get, i32.constant(4), perRow),
    ];
  },
});
