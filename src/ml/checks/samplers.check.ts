import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random';
import { classBalanced } from '../samplers/class-balanced';
import { samplers } from '../samplers/index';
import type { Sampler } from '../samplers/sampler';
import { shuffle } from '../samplers/shuffle';

const all = (samplers as readonly Sampler[]).map((sampler) => [sampler.id, sampler] as const);
const labelsOf = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 120 });
const sizeOf = fc.integer({ min: 2, max: 60 });

const epoch = (sampler: Sampler, labels: number[], size: number, stream = 'order/0') =>
  sampler.batches(Int32Array.from(labels), size, createRandom(1, stream)).map((batch) => Array.from(batch));

describe.each(all)('sampler %s', (_, sampler) => {
  it('gives every row exactly once an epoch', () => {
    fc.assert(
      fc.property(labelsOf, sizeOf, (labels, size) => {
        const rows = epoch(sampler, labels, size).flat();
        expect(rows.sort((a, b) => a - b)).toEqual(labels.map((_label, row) => row));
      }),
    );
  });

  it('fills every batch but the last, which is kept however short', () => {
    fc.assert(
      fc.property(labelsOf, sizeOf, (labels, size) => {
        const sizes = epoch(sampler, labels, size).map((batch) => batch.length);
        const rest = labels.length % size;
        expect(sizes).toEqual([
          ...Array.from({ length: Math.floor(labels.length / size) }, () => size),
          ...(rest > 0 ? [rest] : []),
        ]);
      }),
    );
  });

  it('repeats an epoch from its random stream, and no other', () => {
    const labels = Array.from({ length: 60 }, (__, row) => row % 3);
    expect(epoch(sampler, labels, 25)).toEqual(epoch(sampler, labels, 25));
    expect(epoch(sampler, labels, 25, 'order/1')).not.toEqual(epoch(sampler, labels, 25));
  });

  it('orders rows by chance, not by where they stand', () => {
    const labels = Array.from({ length: 200 }, () => 0);
    const rows = epoch(sampler, labels, 50).flat();
    const moved = rows.filter((row, place) => row !== place).length;
    expect(moved).toBeGreaterThan(180);
  });
});

/** Largest distance of any class's count in a batch from its fair share. */
function unevenness(sampler: Sampler, labels: number[], size: number, stream: string): number {
  const classes = [...new Set(labels)];
  const batches = epoch(sampler, labels, size, stream);
  const gaps = batches.flatMap((batch) =>
    classes.map((label) => {
      const count = batch.filter((row) => labels[row] === label).length;
      const share = labels.filter((other) => other === label).length / labels.length;
      return Math.abs(count - share * batch.length);
    }),
  );
  return Math.max(...gaps);
}

describe('class-balanced batches', () => {
  const even = Array.from({ length: 600 }, (_, row) => row % 12);
  const uneven = Array.from({ length: 400 }, (_, row) => (row % 8 === 0 ? 1 : row % 2 === 0 ? 2 : 0));
  const streams = ['order/0', 'order/1', 'order/2', 'order/3', 'order/4'];

  it.each([
    ['twelve classes of one size', even],
    ['three classes of 50, 150 and 200', uneven],
  ])('hold about the fair share of each class: %s', (_, labels) => {
    for (const stream of streams)
      expect(unevenness(classBalanced, labels, 50, stream)).toBeLessThanOrEqual(3);
  });

  it('do so better than a plain shuffle', () => {
    const total = (sampler: Sampler) =>
      streams.reduce((sum, stream) => sum + unevenness(sampler, even, 50, stream), 0);
    expect(total(classBalanced)).toBeLessThan(total(shuffle) / 2);
  });
});
