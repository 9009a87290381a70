import { splitNames, type SplitName } from '@shared/dataset';
import type { Scores, SplitScores } from '@shared/run';
import { voteForEveryK } from './knn';
import { nearestFromDots } from './nearest-from-dots';
import { compute, type Tf } from './tensors';

/** Rows of each split: train first, then validation, then test. */
export type SplitCounts = Record<SplitName, number>;

/** The nearest training rows of every example of a split: both arrays [queries, k], nearest first. */
export type NearestRows = { k: number; queries: number; indices: Int32Array; distances: Float32Array };

export type Evaluation = { scores: Scores; neighbours: Partial<Record<SplitName, NearestRows>> };

/** The embedding of some rows, [to − from, size]. */
export type RowsOf = (from: number, to: number) => Float32Array;

/** First row and number of rows of a split. */
export function rangeOf(counts: SplitCounts, split: SplitName): { from: number; to: number } {
  let from = 0;
  for (const name of splitNames) {
    if (name === split) return { from, to: from + counts[name] };
    from += counts[name];
  }
  throw new Error(`No split ${split}`);
}

export type EvaluationOptions = {
  tf: Tf;
  rowsOf: RowsOf;
  /** Length of an embedded row. */
  size: number;
  /** Class indices of all rows. */
  labels: Int32Array;
  counts: SplitCounts;
  classCount: number;
  /** The k of the scores' `error`. */
  k: number;
  /** Largest k that is scored and kept; for the training split another, when every k of it is not wanted. */
  maxK: number;
  trainMaxK?: number;
};

/** Scores every split against the training rows: one distance matrix, every k up to `maxK`. */
export function evaluate(options: EvaluationOptions): Evaluation {
  const { tf, rowsOf, size, labels, counts, classCount, k, maxK, trainMaxK = maxK } = options;
  const search = nearestSearch(tf, rowsOf(0, counts.train), size);
  const neighbours: Evaluation['neighbours'] = {};
  const scoreOf = (split: SplitName, excludeSelf: boolean): SplitScores | null => {
    const found = neighbours[split];
    if (!found) return null;
    const { from } = rangeOf(counts, split);
    return toScores(errorsByK(found, labels, from, classCount, excludeSelf).subarray(0, maxK), k);
  };
  for (const split of splitNames) {
    const { from, to } = rangeOf(counts, split);
    // One more for the training split: its leave-one-out scores drop the example itself.
    const wanted = Math.min(counts.train, split === 'train' ? trainMaxK + 1 : maxK);
    if (to > from) neighbours[split] = search.nearestOf(rowsOf, from, to, wanted);
  }
  search.dispose();
  const scores = {
    train: scoreOf('train', false) ?? { error: 0, errorByK: {} },
    trainLeaveOneOut: scoreOf('train', true) ?? { error: 0, errorByK: {} },
    validation: scoreOf('validation', false),
    test: scoreOf('test', false),
  };
  return { scores, neighbours };
}

/**
 * Share of wrong votes for k = 1, 2, …: element k − 1. Query q has row `firstRow + q`; with `excludeSelf` the row itself is
 * dropped from its neighbours, which then are one fewer.
 */
export function errorsByK(
  found: NearestRows,
  labels: Int32Array,
  firstRow: number,
  classCount: number,
  excludeSelf: boolean,
): Float64Array {
  const columns = excludeSelf ? found.k - 1 : found.k;
  const wrong = new Float64Array(columns);
  const votes = new Int32Array(classCount);
  const near = new Int32Array(columns);
  const winners = new Int32Array(columns);
  for (let query = 0; query < found.queries; query++) {
    const row = firstRow + query;
    const truth = labels[row]!;
    const from = query * found.k;
    for (let rank = 0, at = 0; at < columns; rank++) {
      const index = found.indices[from + rank]!;
      if (!excludeSelf || index !== row) near[at++] = labels[index]!;
    }
    voteForEveryK(near, votes, winners);
    for (let column = 0; column < columns; column++) if (winners[column] !== truth) wrong[column]!++;
  }
  return wrong.map((count) => count / found.queries);
}

function toScores(errors: Float64Array, k: number): SplitScores {
  const errorByK = Object.fromEntries(Array.from(errors, (error, index) => [String(index + 1), error]));
  return { error: errors[Math.min(k, errors.length) - 1] ?? 0, errorByK };
}

export const maxMatrixEntries = 8_000_000;

/** Searches the training embeddings `base` [n, size] block by block, so that no matrix outgrows 32 MB. */
export function nearestSearch(tf: Tf, base: Float32Array, size: number) {
  const count = base.length / size;
  const train = tf.tensor2d(base, [count, size]);
  const rowNorms = squaredNorms(tf, base, size);
  const rowsPerBlock = Math.max(1, Math.floor(maxMatrixEntries / Math.max(count, size)));
  return {
    nearestOf(rowsOf: RowsOf, from: number, to: number, k: number): NearestRows {
      const queries = to - from;
      const indices = new Int32Array(queries * k);
      const distances = new Float32Array(queries * k);
      for (let start = from; start < to; start += rowsPerBlock) {
        const rows = Math.min(rowsPerBlock, to - start);
        const block = rowsOf(start, start + rows);
        const dots = compute(tf, () => tf.matMul(tf.tensor2d(block, [rows, size]), train, false, true));
        const found = { dots, queryNorms: squaredNorms(tf, block, size), rowNorms };
        nearestFromDots(found, k, indices, distances, (start - from) * k);
      }
      return { k, queries, indices, distances };
    },
    dispose: () => train.dispose(),
  };
}

function squaredNorms(tf: Tf, rows: Float32Array, size: number): Float32Array {
  return compute(tf, () => tf.sum(tf.square(tf.tensor2d(rows, [rows.length / size, size])), 1));
}
