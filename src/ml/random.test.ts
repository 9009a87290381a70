import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random';

const take = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('createRandom', () => {
  it('gives the numbers it has always given: runs are repeated from their seed', () => {
    const random = createRandom(0, 'weights/P');
    expect(take(4, random.uint32)).toEqual([1105232666, 1656513551, 2114457162, 1482518585]);
    const uniform = take(2, createRandom(2 ** 31 - 1, 'order/7').uniform);
    expect(uniform).toEqual([0.974938599324876, 0.9655441934711657]);
    const normal = take(3, createRandom(1, 'weights/P1').normal);
    [0.8835130999538979, 0.17028532533389792, -0.3784120400369578].forEach((value, at) =>
      expect(normal[at]).toBeCloseTo(value, 12),
    );
    const order = Array.from(createRandom(0, 'order/0').permutation(10));
    expect(order).toEqual([6, 5, 4, 0, 3, 2, 9, 8, 1, 7]);
  });

  it('gives each stream and each seed numbers of its own', () => {
    const first = (seed: number, stream: string) => take(3, createRandom(seed, stream).uint32).join();
    const streams = ['', 'a', 'b', 'order/1', 'order/11', 'order/2', 'weights/P1', 'weights/P2'];
    const all = [0, 1, 2, 11].flatMap((seed) => streams.map((stream) => first(seed, stream)));
    expect(new Set(all).size).toBe(all.length);
    expect(first(5, 'order/3')).toBe(first(5, 'order/3'));
  });

  it('has streams that tell nothing about each other', () => {
    const [a, b] = [createRandom(0, 'order/0'), createRandom(0, 'order/1')];
    const count = 20_000;
    const sum = take(count, () => (a.uniform() - 0.5) * (b.uniform() - 0.5)).reduce(
      (kept, at) => kept + at,
      0,
    );
    expect(Math.abs((sum / count) * 12)).toBeLessThan(5 / Math.sqrt(count));
  });

  it('has whole numbers of 32 bits, every bit as often set as not', () => {
    const random = createRandom(3, 'bits');
    const counts = new Array<number>(32).fill(0);
    for (const value of take(10_000, random.uint32)) {
      expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
      for (let bit = 0; bit < 32; bit++) counts[bit]! += (value >>> bit) & 1;
    }
    for (const count of counts) expect(Math.abs(count - 5000)).toBeLessThan(300);
  });

  it('has uniform numbers in [0, 1) that fill it evenly', () => {
    const random = createRandom(3, 'uniform');
    const bins = new Array<number>(10).fill(0);
    for (const value of take(20_000, random.uniform)) {
      expect(value >= 0 && value < 1).toBe(true);
      bins[Math.floor(value * 10)]!++;
    }
    for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(220);
  });

  it('has normal numbers: mean 0, variance 1, no skew, kurtosis 3', () => {
    const random = createRandom(3, 'normal');
    const values = take(50_000, random.normal);
    const moment = (power: number) => values.reduce((sum, at) => sum + at ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.025);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.04);
    expect(Math.abs(moment(3))).toBeLessThan(0.1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('permutes: every number once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 1000 }), (n, seed) => {
        const order = Array.from(createRandom(seed, 'order/0').permutation(n));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, at) => at));
      }),
    );
  });

  it('permutes fairly: every order of three about as often as any other', () => {
    const random = createRandom(8, 'fair');
    const counts = new Map<string, number>();
    for (let turn = 0; turn < 6000; turn++) {
      const order = random.permutation(3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
