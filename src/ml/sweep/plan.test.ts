import { describe, expect, it } from 'vitest';
import { canonical } from './identity';
import { planSweep, rowsOfUnit } from './plan';
import { someFacts, someSweep } from './sweep-fixture';

const keysOf = (changes: Parameters<typeof someSweep>[0], facts = someFacts()) =>
  planSweep(someSweep(changes), facts).units.map(({ key }) => key);

describe('planSweep', () => {
  it('makes a unit of every fit and fold', () => {
    const plan = planSweep(someSweep(), someFacts());
    expect(plan.units).toHaveLength(9);
    expect(plan.units.map(({ fold, config }) => [fold, config.params['margin']])).toEqual([
      [0, 0.1],
      [0, 0.5],
      [0, 1],
      [1, 0.1],
      [1, 0.5],
      [1, 1],
      [2, 0.1],
      [2, 0.5],
      [2, 1],
    ]);
    expect(new Set(plan.units.map(({ key }) => key)).size).toBe(9);
    expect(plan.parts.map(({ trainCount, heldOutCount }) => [trainCount, heldOutCount])).toEqual([
      [40, 20],
      [40, 20],
      [40, 20],
    ]);
  });

  it('asks no fit for k, and every fit for the largest', () => {
    const axes = [
      { name: 'k', values: [1, 20, 5] },
      { name: 'margin', values: [0.1, 0.5] },
    ];
    const plan = planSweep(someSweep({ axes }), someFacts());
    expect(plan.units).toHaveLength(6);
    expect(plan.units.every(({ config, maxK }) => config.k === 20 && maxK === 40)).toBe(true);
    expect(plan.configurations).toEqual([
      { values: { k: 1, margin: 0.1 }, fit: 0 },
      { values: { k: 1, margin: 0.5 }, fit: 1 },
      { values: { k: 20, margin: 0.1 }, fit: 0 },
      { values: { k: 20, margin: 0.5 }, fit: 1 },
      { values: { k: 5, margin: 0.1 }, fit: 0 },
      { values: { k: 5, margin: 0.5 }, fit: 1 },
    ]);
  });

  it('cross-validates one configuration when nothing is varied', () => {
    const plan = planSweep(someSweep({ axes: [] }), someFacts());
    expect(plan.configurations).toEqual([{ values: {}, fit: 0 }]);
    expect(plan.units).toHaveLength(3);
  });

  it('names a unit by what its result follows from, and by nothing else', () => {
    const keys = keysOf({});
    expect(keysOf({})).toEqual(keys);
    expect(keysOf({ dataset: 'renamed', name: 'another', workers: 2, k: 7 })).toEqual(keys);
    const [first] = keys;
    expect(keysOf({ axes: [{ name: 'margin', values: [0.1, 9] }] })[0]).toBe(first);
    const others = [
      keysOf({}, someFacts({ datasetHash: 'e'.repeat(64) })),
      keysOf({ seed: 12 }),
      keysOf({ folds: 4 }),
      keysOf({ params: { epochs: 99 } }),
      keysOf({ engine: 'wasm' }),
      keysOf({}, someFacts({ groups: Array.from({ length: 80 }, (_, row) => `g${row >> 1}`) })),
    ];
    for (const other of others) expect(other).not.toContain(first);
  });

  it('keeps the units of the choice when outer folds are added', () => {
    const nested = keysOf({ outerFolds: 4 });
    expect(nested.slice(0, 9)).toEqual(keysOf({}));
    expect(nested).toHaveLength(3 * (3 + 4 * 3 + 4));
    expect(new Set(nested).size).toBe(nested.length);
  });

  it('stacks what differs in the loss and the learning rate only', () => {
    const stacksOf = (name: string, values: number[], distance = 'triplet') =>
      new Set(
        planSweep(someSweep({ distance, axes: [{ name, values }] }), someFacts()).units.map(
          ({ stackKey }) => stackKey,
        ),
      ).size;
    expect(stacksOf('margin', [0.1, 0.5, 1])).toBe(3);
    expect(stacksOf('learningRate', [0.1, 0.5])).toBe(3);
    expect(stacksOf('negativeWeight', [0.1, 0.5], 'contrastive')).toBe(3);
    for (const name of ['batchSize', 'epochs', 'embeddingSize', 'hiddenSize'])
      expect(stacksOf(name, [10, 20])).toBe(6);
    expect(stacksOf('weightDecay', [0.1, 0.2])).toBe(6);
  });

  it('refuses what the dataset cannot carry', () => {
    const attempt =
      (changes: Parameters<typeof someSweep>[0], facts = someFacts()) =>
      () =>
        planSweep(someSweep(changes), facts);
    expect(attempt({ k: 41 })).toThrow('k is 41, but some fits of this sweep train on 40 examples only.');
    expect(attempt({ k: 40 })).not.toThrow();
    expect(attempt({ folds: 21 })).toThrow('21 folds are too many');
    expect(attempt({ folds: 0 }, someFacts({ validationCount: 0 }))).toThrow('no validation split');
    const values = Array.from({ length: 2000 }, (_, at) => at);
    expect(attempt({ axes: [{ name: 'margin', values }], outerFolds: 20 })).toThrow('166000 fits');
  });
});

describe('rowsOfUnit', () => {
  it('shares the training rows out: each is held out once', () => {
    const facts = someFacts();
    const held = planSweep(someSweep(), facts)
      .units.filter(({ config }) => config.params['margin'] === 0.1)
      .flatMap((unit) => {
        const { train, heldOut } = rowsOfUnit(unit, facts);
        expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual(
          Array.from({ length: 60 }, (_, row) => row),
        );
        return [...heldOut];
      });
    expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, row) => row));
  });

  it('never shows an outer fold to the fits that choose for it', () => {
    const facts = someFacts({ groups: Array.from({ length: 80 }, (_, row) => `g${row >> 1}`) });
    const { units } = planSweep(someSweep({ axes: [], outerFolds: 3 }), facts);
    for (const outer of units.filter(({ fold, outerFold }) => fold === null && outerFold !== null)) {
      const { train, heldOut } = rowsOfUnit(outer, facts);
      const inner = units.filter(({ fold, outerFold }) => fold !== null && outerFold === outer.outerFold);
      expect(inner).toHaveLength(3);
      for (const unit of inner) {
        const rows = rowsOfUnit(unit, facts);
        const seen = [...rows.train, ...rows.heldOut];
        expect(seen.filter((row) => heldOut.includes(row))).toEqual([]);
        expect(seen.sort((a, b) => a - b)).toEqual([...train]);
      }
    }
  });

  it('trains on the whole training split and scores the validation split, as the tutorial does', () => {
    const facts = someFacts();
    const [unit] = planSweep(someSweep({ folds: 0 }), facts).units;
    const { train, heldOut } = rowsOfUnit(unit!, facts);
    expect([...train]).toEqual(Array.from({ length: 60 }, (_, row) => row));
    expect([...heldOut]).toEqual(Array.from({ length: 15 }, (_, row) => 60 + row));
  });
});

it('writes equal values as equal texts', () => {
  expect(canonical({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
});
