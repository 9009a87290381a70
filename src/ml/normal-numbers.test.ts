import { describe, expect, it } from 'vitest';
import { fillNormal, type NormalDraw } from './normal-numbers';
import { createRandom } from './random';
import { chiSquaredTail } from './statistics/distributions';

function drawn(count: number, draw: NormalDraw, seed = 0, deviation = 1): Float32Array {
  const values = new Float32Array(count);
  fillNormal(values, deviation, createRandom(seed, 'weights/P'), draw);
  return values;
}

/** P(X ≤ x) of the normal distribution. */
function normalCdf(x: number): number {
  const tail = chiSquaredTail(x * x) / 2;
  return x > 0 ? 1 - tail : tail;
}

describe('fillNormal', () => {
  it('gives the numbers it has always given: runs are repeated from their seed', () => {
    const first = (draw: NormalDraw) => [...drawn(4, draw, 1)].map((value) => value.toFixed(6));
    expect(first('ziggurat')).toEqual(['1.462646', '0.006306', '-0.699311', '0.920721']);
    expect(first('box-muller')).toEqual(
      Array.from({ length: 4 }, createRandom(1, 'weights/P').normal).map((value) => value.toFixed(6)),
    );
  });

  it.each(['box-muller', 'ziggurat'] as const)('has the normal moments: %s', (draw) => {
    const values = drawn(400_000, draw);
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.01);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.012);
    expect(Math.abs(moment(3))).toBeLessThan(0.03);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.08);
    expect(Math.abs(moment(6) - 15)).toBeLessThan(1.1);
  });

  it('follows the normal distribution everywhere (Kolmogorov and Smirnov), tails included', () => {
    const values = drawn(400_000, 'ziggurat', 3).sort();
    let largest = 0;
    values.forEach((value, rank) => {
      largest = Math.max(largest, Math.abs(normalCdf(value) - (rank + 0.5) / values.length));
    });
    expect(largest * Math.sqrt(values.length)).toBeLessThan(1.95);
    const beyond = values.filter((value) => Math.abs(value) > 3.6541528853610088).length;
    const expected = 2 * normalCdf(-3.6541528853610088) * values.length;
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('scales, and gives each seed numbers of its own', () => {
    const [one, two] = [drawn(100, 'ziggurat'), drawn(100, 'ziggurat', 0, 2)];
    expect(two).toEqual(one.map((value) => 2 * value));
    expect(drawn(100, 'ziggurat', 1)).not.toEqual(one);
  });
});
