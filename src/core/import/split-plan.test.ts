import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitNames } from '@shared/dataset';
import { errorOf, importOptions } from './import-fixture';
import { planSplits, type Splittable } from './split-plan';

const options = (changes: Parameters<typeof importOptions>[0]) =>
  importOptions({ validation: 0, ...changes });
const plain = (labels: number[]): Splittable => ({
  labels: Int32Array.from(labels),
  splits: labels.map(() => null),
  groups: null,
});
const balanced = (classes: number, each: number) =>
  plain(Array.from({ length: classes * each }, (_, i) => i % classes));

function perClass(data: Splittable, rows: readonly number[]): number[] {
  const counts: number[] = [];
  for (const row of rows) counts[data.labels[row] ?? 0] = (counts[data.labels[row] ?? 0] ?? 0) + 1;
  return counts;
}

it('takes exactly as many of each class as asked for', () => {
  const data = balanced(10, 700);
  const plan = planSplits(data, options({ take: 750, validation: 150 }));
  expect(perClass(data, plan.train)).toEqual(Array(10).fill(60));
  expect(perClass(data, plan.validation)).toEqual(Array(10).fill(15));
  expect(plan.test).toEqual([]);
});

it('understands shares below 1', () => {
  const data = balanced(4, 25);
  const plan = planSplits(data, options({ validation: 0.2, test: 0.08 }));
  expect([plan.train.length, plan.validation.length, plan.test.length]).toEqual([72, 20, 8]);
  expect(perClass(data, plan.test)).toEqual([2, 2, 2, 2]);
});

it("keeps the source's own splits, and the test split only as far as asked for beside take", () => {
  const labels = Array.from({ length: 120 }, (_, i) => i % 2);
  const data: Splittable = { ...plain(labels), splits: labels.map((_, i) => (i < 100 ? 'train' : 'test')) };
  const own = planSplits(data, options({ validation: 0.1 }));
  expect([own.train.length, own.validation.length]).toEqual([90, 10]);
  expect(own.test).toEqual(Array.from({ length: 20 }, (_, i) => 100 + i));
  expect(planSplits(data, options({ take: 20, validation: 10 })).test).toEqual([]);
  const asked = planSplits(data, options({ take: 20, validation: 10, test: 6 }));
  expect(perClass(data, asked.test)).toEqual([3, 3]);
  expect(asked.test.every((row) => row >= 100)).toBe(true);
});

it('leaves a training example of every class where it can', () => {
  const data = plain([0, 0, 0, 0, 0, 0, 1, 2]);
  const plan = planSplits(data, options({ validation: 3 }));
  expect(perClass(data, plan.train).filter((n) => n > 0)).toHaveLength(3);
  expect(plan.validation).toHaveLength(3);
});

it('uses every row once, keeps the wished numbers, and is the same for the same seed', () => {
  const cases = fc.record({
    labels: fc.array(fc.nat(5), { minLength: 8, maxLength: 120 }),
    validation: fc.double({ min: 0, max: 0.3, noNaN: true }),
    test: fc.double({ min: 0, max: 0.3, noNaN: true }),
    seed: fc.nat(1000),
  });
  fc.assert(
    fc.property(cases, ({ labels, validation, test, seed }) => {
      const data = plain(labels);
      const plan = planSplits(data, options({ validation, test, seed }));
      const all = splitNames.flatMap((split) => plan[split]);
      expect(all.slice().sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
      expect(plan.validation.length).toBeLessThanOrEqual(Math.round(validation * labels.length));
      expect(planSplits(data, options({ validation, test, seed }))).toEqual(plan);
    }),
  );
});

it('never tears a group apart', () => {
  const rows = fc.array(fc.tuple(fc.nat(3), fc.nat(12)), { minLength: 10, maxLength: 80 });
  fc.assert(
    fc.property(rows, fc.double({ min: 0.05, max: 0.4, noNaN: true }), (examples, validation) => {
      const data: Splittable = {
        ...plain(examples.map(([label]) => label)),
        groups: examples.map(([, group]) => `g${group}`),
      };
      const plan = planSplits(data, options({ validation, test: 0.2 }));
      const groups = (rows: number[]) => new Set(rows.map((row) => data.groups?.[row]));
      const sets = splitNames.map((split) => groups(plan[split]));
      expect(sets.reduce((sum, set) => sum + set.size, 0)).toBe(new Set(data.groups).size);
    }),
  );
});

it('says when too much is asked for', async () => {
  const ask = (changes: object) => errorOf(() => planSplits(balanced(2, 5), options(changes)));
  expect((await ask({ take: 11 })).message).toMatch(/11 examples are asked for, but there are only 10/);
  expect((await ask({ validation: 10 })).message).toMatch(/none is left to train on/);
  expect((await ask({ take: 8, test: 3 })).message).toMatch(/only 2 are left/);
});

it.each([{}, { take: 2 }])(
  'says why a source of test examples alone cannot be learnt from',
  async (asked) => {
    const data: Splittable = { ...balanced(2, 3), splits: Array(6).fill('test') as 'test'[] };
    const error = await errorOf(() => planSplits(data, options(asked)));
    expect(error.message).toBe(
      'All images belong to the test split of the source; there is none to train on.',
    );
    expect(error.hint).toMatch(/train-… files/);
  },
);
