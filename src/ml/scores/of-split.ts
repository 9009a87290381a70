import type { SplitRetrieval } from '@shared/run';
import { nearestSearch, rangeOf, type NearestRows, type RowsOf, type SplitCounts } from '../evaluate';
import { vote } from '../knn';
import type { Tf } from '../tensors';
import { confusionMatrix } from './confusion';
import { depthFor, retrievalScores } from './retrieval';

/** Ranked lists longer than this are not made: classes are too large for scores at R. */
const deepest = 1000;
const recallKs = [1, 2, 4, 8];

export type SplitEmbedding = {
  tf: Tf;
  rowsOf: RowsOf;
  size: number;
  labels: Int32Array;
  counts: SplitCounts;
  classCount: number;
  k: number;
};

/**
 * Retrieval scores and confusion matrix of the validation split against the training rows. `found` are its nearest rows as far as
 * they are known; when R is larger they are searched again. Null without such a split; scores at R are null for huge classes.
 */
export function retrievalOfValidation(
  options: SplitEmbedding,
  found: NearestRows | undefined,
): SplitRetrieval | null {
  const { labels, counts, classCount, k } = options;
  if (!found) return null;
  const { from, to } = rangeOf(counts, 'validation');
  const queryLabels = labels.subarray(from, to);
  const referenceLabels = labels.subarray(0, counts.train);
  const predicted = Array.from(queryLabels, (_, query) => {
    const start = query * found.k;
    return vote(
      Array.from(found.indices.subarray(start, start + Math.min(k, found.k)), (row) => labels[row]!),
      classCount,
    );
  });
  const confusion = Array.from(confusionMatrix(queryLabels, predicted, classCount));
  const lists = { depth: found.k, neighbours: found.indices, queryLabels, referenceLabels, firstRow: null };
  const depth = depthFor(lists, Math.max(...recallKs));
  if (depth > deepest) return { confusion, scores: null };
  const deep = depth <= found.k ? found : searchAgain(options, from, to, depth);
  const scores = retrievalScores({ ...lists, depth: deep.k, neighbours: deep.indices }, recallKs);
  return { confusion, scores };
}

function searchAgain(
  { tf, rowsOf, size, counts }: SplitEmbedding,
  from: number,
  to: number,
  depth: number,
): NearestRows {
  const search = nearestSearch(tf, rowsOf(0, counts.train), size);
  const found = search.nearestOf(rowsOf, from, to, depth);
  search.dispose();
  return found;
}
