import type { SweepConfig } from '@shared/sweep';
import { nestedFolds, rowsWhere, stratifiedFolds } from '../folds';

/** What a plan has to know about a dataset. Rows are ordered train, validation, test. */
export type SweepFacts = {
  /** SHA-256 that names the dataset's content. */
  datasetHash: string;
  trainCount: number;
  validationCount: number;
  /** Class indices and group names; rows after the training rows may be left out. */
  labels: Int32Array;
  groups: readonly string[] | null;
};

/** How the training rows are cut. */
export type Folding = Pick<SweepConfig, 'folds' | 'outerFolds'> & { seed: number };

/**
 * Which part of the data a fit sees. `fold` alone: trained on the other folds, scored on this one. With `outerFold` too: the
 * same within the training part of that outer fold. `outerFold` alone: trained on all of that training part, scored on the outer
 * fold. Neither: trained on the training split, scored on the validation split.
 */
export type Part = { fold: number | null; outerFold: number | null };

/** Rows of the dataset, ascending. */
export type PartRows = { train: Int32Array; heldOut: Int32Array };

/** Every part that a sweep needs: what it chooses by first, then the inner folds of each outer one, then the outer ones. */
export function partsOfFolding({ folds, outerFolds }: Omit<Folding, 'seed'>): Part[] {
  if (folds === 0) return [{ fold: null, outerFold: null }];
  const within = (outerFold: number | null): Part[] =>
    Array.from({ length: folds }, (_, fold) => ({ fold, outerFold }));
  const outer = Array.from({ length: outerFolds }, (_, outerFold) => outerFold);
  return [
    ...within(null),
    ...outer.flatMap(within),
    ...outer.map((outerFold) => ({ fold: null, outerFold })),
  ];
}

/** Cuts the folds once and then tells the rows of any part. Throws `bad-input` for folds that the rows cannot fill. */
export function rowsByPart(folding: Folding, facts: SweepFacts): (part: Part) => PartRows {
  const { folds, outerFolds, seed } = folding;
  const labels = facts.labels.subarray(0, facts.trainCount);
  const groups = facts.groups && facts.groups.slice(0, facts.trainCount);
  const options = { labels, groups, folds, seed };
  const plain = once(() => stratifiedFolds(options));
  const nested = once(() => nestedFolds({ ...options, outerFolds }));
  const cut = (folds: Int32Array, held: number): PartRows => ({
    train: rowsWhere(folds, (fold) => fold !== held && fold !== -1),
    heldOut: rowsWhere(folds, (fold) => fold === held),
  });
  return ({ fold, outerFold }) => {
    if (outerFold !== null)
      return fold === null ? cut(nested().outer, outerFold) : cut(nested().inner[outerFold]!, fold);
    if (fold !== null) return cut(plain(), fold);
    return {
      train: Int32Array.from({ length: facts.trainCount }, (_, index) => index),
      heldOut: Int32Array.from({ length: facts.validationCount }, (_, index) => facts.trainCount + index),
    };
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
