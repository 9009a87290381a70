import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairLaplacian, squaredDistances } from './pairs';

const columns = 3;
const value = fc.double({ min: -4, max: 4, noNaN: true }).map(Math.fround);
const points = fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
  minLength: 1,
  maxLength: 9,
});

const dot = (a: number[], b: number[]) => a.reduce((sum, at, column) => sum + at * b[column]!, 0);
const dotsOf = (z: number[][]) => Float32Array.from(z.flatMap((a) => z.map((b) => dot(a, b))));

function closeTo(actual: ArrayLike<number>, expected: number[], scale: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = expected.reduce((most, at, index) => Math.max(most, Math.abs(at - actual[index]!)), 0);
  expect(worst).toBeLessThanOrEqual(1e-5 * Math.max(1, scale));
}

describe('squaredDistances', () => {
  it('is |a − b|² of all pairs, in a buffer that is overwritten whole', () => {
    fc.assert(
      fc.property(points, (z) => {
        const into = new Float32Array(z.length ** 2).fill(NaN);
        squaredDistances(dotsOf(z), z.length, into);
        const naive = z.flatMap((a) =>
          z.map((b) =>
            dot(
              a.map((at, c) => at - b[c]!),
              a.map((at, c) => at - b[c]!),
            ),
          ),
        );
        closeTo(into, naive, Math.max(...z.map((a) => dot(a, a))));
      }),
    );
  });

  it('is symmetric, with a diagonal of exactly 0, whatever the rounding of the dots', () => {
    const dots = Float32Array.from([1, 2.0000002, 2, 4]);
    const into = new Float32Array(4);
    squaredDistances(dots, 2, into);
    expect([into[0], into[3]]).toEqual([0, 0]);
    expect(into[1]).toBe(into[2]);
  });

  it('is not clipped at 0', () => {
    const into = new Float32Array(4);
    squaredDistances(Float32Array.from([1, 1.5, 1.5, 1]), 2, into);
    expect(into[1]).toBe(-1);
  });

  it('writes nothing behind its matrix', () => {
    const into = new Float32Array(7).fill(9);
    squaredDistances(
      dotsOf([
        [1, 0, 0],
        [0, 1, 0],
      ]),
      2,
      into,
    );
    expect(Array.from(into)).toEqual([0, 2, 2, 0, 9, 9, 9]);
  });
});

/** ∂(Σ G[a,b]·|z_a − z_b|²)/∂z, one pair after the other. */
function naiveGradient(z: number[][], slopes: number[]): number[] {
  const size = z.length;
  const out = z.map((row) => row.map(() => 0));
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++)
      for (let c = 0; c < columns; c++) {
        const pull = 2 * slopes[a * size + b]! * (z[a]![c]! - z[b]![c]!);
        out[a]![c]! += pull;
        out[b]![c]! -= pull;
      }
  return out.flat();
}

describe('pairLaplacian', () => {
  const cases = points.chain((z) =>
    fc.record({
      z: fc.constant(z),
      slopes: fc.array(value, { minLength: z.length ** 2, maxLength: z.length ** 2 }),
    }),
  );

  it('times z is the gradient of the distances, whether or not the slopes are symmetric', () => {
    fc.assert(
      fc.property(cases, ({ z, slopes }) => {
        const size = z.length;
        const L = new Float32Array(size * size).fill(NaN);
        pairLaplacian(Float32Array.from(slopes), size, L);
        const product = z.flatMap((_, a) =>
          Array.from({ length: columns }, (__, c) =>
            z.reduce((sum, row, b) => sum + L[a * size + b]! * row[c]!, 0),
          ),
        );
        closeTo(product, naiveGradient(z, slopes), 500);
      }),
    );
  });

  it('moves the points without moving their centre: its rows sum to 0', () => {
    fc.assert(
      fc.property(cases, ({ z, slopes }) => {
        const size = z.length;
        const L = new Float32Array(size * size);
        pairLaplacian(Float32Array.from(slopes), size, L);
        for (let a = 0; a < size; a++) {
          const sum = L.slice(a * size, (a + 1) * size).reduce((kept, at) => kept + at, 0);
          expect(Math.abs(sum)).toBeLessThan(1e-3);
        }
      }),
    );
  });

  it('ignores the diagonal of the slopes', () => {
    const L = new Float32Array(4);
    pairLaplacian(Float32Array.from([5, 0, 0, 7]), 2, L);
    expect(Array.from(L, Math.abs)).toEqual([0, 0, 0, 0]);
  });
});
