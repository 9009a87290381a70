import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf, normOf, spreadOf } from './facts';
import { createRandom } from './random';

describe('histogramOf', () => {
  const values = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 80 });

  it('counts every value in the bin it lies in, the largest in the last', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 12 }), (numbers, bins) => {
        const { min, max, counts } = histogramOf(Float32Array.from(numbers), bins);
        expect(counts.length).toBe(bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(numbers.length);
        if (new Set(numbers).size === 1) return;
        expect([min, max]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
        const width = (max - min) / bins;
        counts.forEach((count, bin) => {
          const last = bin === bins - 1;
          const surely = numbers.filter(
            (at) => at > min + bin * width + 1e-9 && (at < min + (bin + 1) * width - 1e-9 || last),
          );
          const perhaps = numbers.filter(
            (at) => at > min + bin * width - 1e-9 && (at < min + (bin + 1) * width + 1e-9 || last),
          );
          expect(count).toBeGreaterThanOrEqual(surely.length);
          expect(count).toBeLessThanOrEqual(perhaps.length);
        });
      }),
    );
  });

  it('puts the edge of two bins into the upper one', () => {
    expect(histogramOf(Float32Array.of(0, 1, 2, 3, 4), 4).counts).toEqual([1, 1, 1, 2]);
  });

  it('gives one value a width, so that a collapsed weight is still drawn', () => {
    expect(histogramOf(Float32Array.of(0, 0, 0), 2)).toEqual({ min: -0.5, max: 0.5, counts: [0, 3] });
  });

  it('keeps counting when the values span next to nothing', () => {
    const { counts } = histogramOf(Float32Array.of(0, 1e-45, 1e-45), 250);
    expect([counts[0], counts[249]]).toEqual([1, 2]);
  });
});

describe('normOf', () => {
  it('is the root of the sum of squares', () => {
    expect(normOf(Float32Array.of(3, -4))).toBe(5);
    expect(normOf(new Float32Array(0))).toBe(0);
    expect(normOf(Float32Array.of(3e30, 4e30)) / 5e30).toBeCloseTo(1, 6);
  });
});

describe('spreadOf', () => {
  const size = 4;

  function naive(z: Float32Array, labels: number[]) {
    const row = (at: number) => Array.from(z.slice(at * size, (at + 1) * size));
    const squared = (a: number[], b: number[]) => a.reduce((sum, at, c) => sum + (at - b[c]!) ** 2, 0);
    const mean = Array.from(
      { length: size },
      (_, c) => labels.reduce((sum, _label, at) => sum + row(at)[c]!, 0) / labels.length,
    );
    const same: number[] = [];
    const different: number[] = [];
    labels.forEach((a, i) =>
      labels.forEach((b, j) => {
        if (i !== j) (a === b ? same : different).push(squared(row(i), row(j)));
      }),
    );
    const average = (list: number[]) =>
      list.length === 0 ? 0 : list.reduce((sum, at) => sum + at, 0) / list.length;
    return {
      spread: Math.sqrt(average(labels.map((_, at) => squared(row(at), mean)))),
      meanSameClassDistance: average(same),
      meanDifferentClassDistance: average(different),
    };
  }

  it.each([
    ['several of each class', [0, 1, 2, 0, 1, 2, 0, 0, 2]],
    ['one class', [1, 1, 1, 1]],
    ['each its own class', [0, 1, 2]],
    ['a single example', [2]],
  ])('is the mean over all pairs: %s', (name, labels) => {
    const random = createRandom(4, name);
    const z = Float32Array.from({ length: labels.length * size }, () => random.normal() + 3);
    const found = spreadOf(z, size, Int32Array.from(labels), 4);
    for (const [key, expected] of Object.entries(naive(z, labels)))
      expect(found[key as keyof typeof found]).toBeCloseTo(expected, 8);
  });

  it('is 0 for images in one point, however far from 0', () => {
    const z = new Float32Array(6 * size).fill(1000.5);
    expect(spreadOf(z, size, Int32Array.of(0, 0, 0, 1, 1, 1), 2)).toEqual({
      spread: 0,
      meanSameClassDistance: 0,
      meanDifferentClassDistance: 0,
    });
  });
});
