import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainAlgebra, type Algebra, type Multiply } from '../algebra';
import { losses } from '../losses/index';
import type { Loss } from '../losses/loss';
import { createRandom } from '../random';
import { multiply } from '../transform';
import { simdAlgebra } from './algebra';

/** Products of several copies, one after the other, in plain loops. */
function batched(copies: number): Multiply {
  return (left, leftShape, right, rightShape, transposeLeft, transposeRight) => {
    const part = (values: Float32Array, copy: number) =>
      values.subarray((copy * values.length) / copies, ((copy + 1) * values.length) / copies);
    const products = Array.from({ length: copies }, (_, copy) =>
      multiply(part(left, copy), leftShape, part(right, copy), rightShape, transposeLeft, transposeRight),
    );
    return Float32Array.from(products.flatMap((product) => [...product]));
  };
}

function normals(length: number, stream: string): Float32Array {
  const random = createRandom(5, stream);
  return Float32Array.from({ length }, () => random.normal());
}

/** Float32 sums in another order: a millionth of the largest value for every term. */
function closeTo(actual: Float32Array, expected: Float32Array, terms: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(1e-6 * terms * scale);
}

// Around the widths of registers and tiles, where the last tile overlaps the one before it.
const size = fc.oneof(fc.integer({ min: 1, max: 21 }), fc.constantFrom(50, 64));
const sizes = fc.record({ m: size, k: size, n: size, copies: fc.integer({ min: 1, max: 3 }) });

function bothWays(copies: number): { simd: Algebra; plain: Algebra } {
  const simd = simdAlgebra(copies, 200_000);
  simd.begin();
  return { simd, plain: plainAlgebra(batched(copies), copies) };
}

describe('simdAlgebra is plainAlgebra up to rounding', () => {
  it('products, with either side transposed', () => {
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.boolean(), ({ m, k, n, copies }, left, right) => {
        const { simd, plain } = bothWays(copies);
        const a = normals(copies * m * k, 'a');
        const b = normals(copies * k * n, 'b');
        const product = (algebra: Algebra) =>
          algebra.product(a, left ? [k, m] : [m, k], b, right ? [n, k] : [k, n], left, right);
        closeTo(product(simd), product(plain), k);
      }),
    );
  });

  it('rectified units, their gate and their sums', () => {
    fc.assert(
      fc.property(sizes, ({ m: rows, n: units, copies }) => {
        const { simd, plain } = bothWays(copies);
        const u = normals(copies * rows * units, 'u');
        const bias = normals(copies * units, 'bias');
        const [found, expected] = [simd.rectified(u, bias, rows), plain.rectified(u, bias, rows)];
        expect(found).toEqual(expected);
        const gradient = normals(u.length, 'gradient');
        const gated = simd.keep(u.length);
        gated.set(gradient);
        simd.gate(gated, found);
        plain.gate(gradient, expected);
        expect(gated).toEqual(gradient);
        closeTo(simd.columnSums(gradient, rows), plain.columnSums(gradient, rows), rows);
      }),
    );
  });

  it('copies joined with what they share', () => {
    fc.assert(
      fc.property(sizes, ({ m: rows, n: units, copies }) => {
        const { simd, plain } = bothWays(copies);
        const product = normals(rows * copies * units, 'product');
        const base = normals(rows * units, 'base');
        const scales = normals(copies, 'scales');
        const joined = (algebra: Algebra) => algebra.joined(product, base, scales, rows);
        closeTo(joined(simd), joined(plain), 2);
      }),
    );
  });

  it('squared distances, symmetric and 0 to itself, and Laplacians', () => {
    fc.assert(
      fc.property(sizes, ({ m, k, copies }) => {
        const { simd, plain } = bothWays(copies);
        const z = normals(copies * m * k, 'z');
        const distances = simd.squaredDistances(z, m, k);
        closeTo(distances, plain.squaredDistances(z, m, k), k);
        for (let a = 0; a < m; a++) {
          expect(distances[a * m + a]).toBe(0);
          for (let b = 0; b < m; b++) expect(distances[a * m + b]).toBe(distances[b * m + a]);
        }
        const slopes = normals(copies * m * m, 'slopes');
        closeTo(simd.laplacians(slopes, m), plain.laplacians(slopes, m), m);
      }),
    );
  });

  it.each((losses as readonly Loss[]).map((loss) => [loss.id, loss] as const))(
    'slopes and counts of %s, whatever the classes',
    (_, loss) => {
      const drawn = fc.record({
        labels: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 30 }),
        copies: fc.integer({ min: 1, max: 3 }),
      });
      fc.assert(
        fc.property(drawn, ({ labels, copies }) => {
          const { simd, plain } = bothWays(copies);
          const count = labels.length;
          const distances = plain.squaredDistances(normals(copies * count * 3, 'z'), count, 3);
          const variants = Array.from({ length: copies }, (__, copy) => ({
            ...Object.fromEntries(Object.entries(loss.params).map(([name, spec]) => [name, spec.default])),
            margin: 0.3 * copy,
          }));
          const tallies = () => variants.map(() => ({ loss: 0, active: 0, possible: 0 }));
          const batch = { labels: Int32Array.from(labels), variants, tallies: tallies() };
          const expected = { ...batch, tallies: tallies() };
          closeTo(simd.slopes(loss, distances, batch), plain.slopes(loss, distances, expected), 4);
          batch.tallies.forEach((tally, copy) => {
            const { loss: value, active, possible } = expected.tallies[copy]!;
            expect(tally).toEqual({ loss: expect.closeTo(value, 5) as number, active, possible });
          });
        }),
      );
    },
  );
});

describe('simdAlgebra', () => {
  it('does the same twice, in whatever place', () => {
    const { simd } = bothWays(2);
    const [a, b] = [normals(2 * 50 * 64, 'a'), normals(2 * 64 * 30, 'b')];
    const first = simd.product(a, [50, 64], b, [64, 30]).slice();
    simd.keep(7);
    simd.begin();
    simd.columnSums(a, 50);
    expect(simd.product(a, [50, 64], b, [64, 30])).toEqual(first);
  });

  it('keeps weights when a step begins, and lets not-a-number through', () => {
    const simd = simdAlgebra(1, 1000);
    const weights = simd.keep(9).fill(3);
    simd.begin();
    const u = Float32Array.of(NaN, -1, 2, 0, 5);
    expect(simd.rectified(u, new Float32Array(5), 1)).toEqual(Float32Array.of(NaN, 0, 2, 0, 5));
    expect(weights).toEqual(new Float32Array(9).fill(3));
  });

  it('says when a step needs more than it was given', () => {
    const simd = simdAlgebra(1, 1000);
    const large = new Float32Array(300_000);
    expect(() => simd.columnSums(large, 10)).toThrow('more than the');
  });
});
