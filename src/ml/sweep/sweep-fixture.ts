import { sweepRequestSchema, type SweepRequest } from '@shared/sweep';
import { resolveSweep } from './resolve';
import type { SweepFacts } from './rows';

/** A triplet sweep over three margins and three folds, with what a test puts in its place. */
export function someSweep(changes: Partial<SweepRequest> = {}) {
  return resolveSweep(
    sweepRequestSchema.parse({
      dataset: 'shapes',
      distance: 'triplet',
      k: 5,
      seed: 11,
      folds: 3,
      axes: [{ name: 'margin', values: [0.1, 0.5, 1] }],
      ...changes,
    }),
  );
}

/** 60 training examples of three classes, 15 to validate on, 5 to test on. */
export function someFacts(changes: Partial<SweepFacts> = {}): SweepFacts {
  return {
    datasetHash: 'd'.repeat(64),
    trainCount: 60,
    validationCount: 15,
    labels: Int32Array.from({ length: 80 }, (_, row) => row % 3),
    groups: null,
    ...changes,
  };
}
