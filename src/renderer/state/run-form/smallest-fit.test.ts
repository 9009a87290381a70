import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsByPart, partsOfFolding } from '@ml/sweep/rows';
import { smallestFit } from '../sweep/sweep-draft.svelte';

test('the smallest fit is the one that the plan cuts', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 90 }),
      fc.constantFrom(0, 2, 3, 5),
      fc.constantFrom(0, 2, 3),
      (trainCount, folds, outer) => {
        const outerFolds = folds === 0 ? 0 : outer;
        const labels = Int32Array.from({ length: trainCount }, (_, row) => row % 3);
        const facts = { datasetHash: 'h', trainCount, validationCount: 5, labels, groups: null };
        const rowsOf = rowsByPart({ folds, outerFolds, seed: 0 }, facts);
        const sizes = partsOfFolding({ folds, outerFolds }).map((part) => rowsOf(part).train.length);
        expect(smallestFit(trainCount, { folds, outerFolds })).toBe(Math.min(...sizes));
      },
    ),
    { numRuns: 60 },
  ));
