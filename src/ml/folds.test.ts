import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { nestedFolds, stratifiedFolds } from './folds';

const someLabels = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 120 })
  .map((labels) => Int32Array.from(labels));
const someFolds = fc.integer({ min: 2, max: 6 });
const someSeed = fc.integer({ min: 0, max: 1000 });

function countsOf(values: ArrayLike<number>, folds: ArrayLike<number>, wanted: (value: number) => boolean) {
  const counts = new Map<number, number>();
  for (let row = 0; row < folds.length; row++)
    if (wanted(values[row]!)) counts.set(folds[row]!, (counts.get(folds[row]!) ?? 0) + 1);
  return counts;
}

function largestClass(labels: Int32Array): number {
  return Math.max(...[0, 1, 2, 3, 4].map((label) => labels.filter((other) => other === label).length));
}

describe('stratifiedFolds', () => {
  it('gives every fold each share rounded up or down, of every class and of all', () => {
    fc.assert(
      fc.property(someLabels, someFolds, someSeed, (labels, folds, seed) => {
        fc.pre(largestClass(labels) >= folds);
        const found = stratifiedFolds({ labels, groups: null, folds, seed });
        for (const wanted of [-1, 0, 1, 2, 3, 4]) {
          const isWanted = (label: number) => wanted === -1 || label === wanted;
          const share = labels.filter(isWanted).length / folds;
          const counts = countsOf(labels, found, isWanted);
          for (let fold = 0; fold < folds; fold++) {
            const count = counts.get(fold) ?? 0;
            expect([Math.floor(share), Math.ceil(share)]).toContain(count);
          }
        }
      }),
    );
  });

  it('follows the seed', () => {
    const labels = Int32Array.from({ length: 60 }, (_, row) => row % 3);
    const of = (seed: number) => stratifiedFolds({ labels, groups: null, folds: 5, seed });
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('does not follow the order of the rows', () => {
    const labels = new Int32Array(200);
    const found = stratifiedFolds({ labels, groups: null, folds: 2, seed: 0 });
    const changes = found.filter((fold, row) => row > 0 && fold !== found[row - 1]).length;
    expect(changes).toBeGreaterThan(60);
    expect(changes).toBeLessThan(140);
  });

  it('keeps these folds for this seed', () => {
    const labels = Int32Array.from([0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect([...stratifiedFolds({ labels, groups: null, folds: 3, seed: 7 })]).toMatchInlineSnapshot(`
      [
        2,
        1,
        2,
        0,
        2,
        0,
        1,
        2,
        1,
        0,
      ]
    `);
  });

  it('names what is wrong', () => {
    const labels = Int32Array.from([0, 0, 0, 1, 1]);
    const attempt =
      (folds: number, groups: string[] | null = null) =>
      () =>
        stratifiedFolds({ labels, groups, folds, seed: 0 });
    for (const folds of [1, 0, -2, 2.5, NaN]) expect(attempt(folds)).toThrow(/is not possible/);
    expect(attempt(4)).toThrow('4 folds are too many: the largest class has 3');
    expect(attempt(3, ['a', 'a', 'b', 'b', 'a'])).toThrow(
      '3 folds are too many: the training examples belong to 2',
    );
    expect(attempt(4)).toThrow(WorkbenchError);
    expect(() => stratifiedFolds({ labels: new Int32Array(0), groups: null, folds: 2, seed: 0 })).toThrow();
  });
});

describe('grouped folds', () => {
  const grouped = fc.tuple(someLabels, fc.integer({ min: 2, max: 30 })).map(([labels, count]) => ({
    labels,
    groups: Array.from(labels, (_, row) => `g${(row * 7919) % count}`),
  }));

  it('keeps every group in one fold and leaves no fold empty', () => {
    fc.assert(
      fc.property(grouped, someFolds, someSeed, ({ labels, groups }, folds, seed) => {
        fc.pre(largestClass(labels) >= folds && new Set(groups).size >= folds);
        const found = stratifiedFolds({ labels, groups, folds, seed });
        for (const group of new Set(groups))
          expect(new Set(found.filter((_, row) => groups[row] === group)).size).toBe(1);
        expect(new Set(found).size).toBe(folds);
      }),
    );
  });

  it('balances the classes where the groups allow it', () => {
    const groups = Array.from({ length: 240 }, (_, row) => `object ${Math.floor(row / 4)}`);
    const labels = Int32Array.from({ length: 240 }, (_, row) => Math.floor(row / 4) % 3);
    const found = stratifiedFolds({ labels, groups, folds: 5, seed: 3 });
    for (const label of [0, 1, 2])
      expect([...countsOf(labels, found, (other) => other === label).values()]).toEqual([16, 16, 16, 16, 16]);
  });

  it('takes a row without a group as a group of its own', () => {
    const labels = Int32Array.from({ length: 20 }, (_, row) => row % 2);
    const groups = new Array<string>(20).fill('');
    const found = stratifiedFolds({ labels, groups, folds: 5, seed: 0 });
    expect([...countsOf(labels, found, () => true).values()]).toEqual([4, 4, 4, 4, 4]);
  });
});

describe('nestedFolds', () => {
  it('cuts the training part of every outer fold again, and nothing else', () => {
    const labels = Int32Array.from({ length: 90 }, (_, row) => row % 3);
    const groups = Array.from(labels, (_, row) => `g${row >> 1}`);
    for (const known of [null, groups]) {
      const { outer, inner } = nestedFolds({ labels, groups: known, folds: 4, outerFolds: 3, seed: 5 });
      expect(inner).toHaveLength(3);
      inner.forEach((folds, held) => {
        folds.forEach((fold, row) => expect(fold === -1).toBe(outer[row] === held));
        expect([...new Set(folds)].sort()).toEqual([-1, 0, 1, 2, 3]);
        for (const group of known ? new Set(known) : [])
          expect(new Set(folds.filter((_, row) => groups[row] === group)).size).toBe(1);
      });
      expect(inner[0]!.filter((_, row) => outer[row] === 2)).not.toEqual(
        inner[1]!.filter((_, row) => outer[row] === 2),
      );
    }
  });
});
