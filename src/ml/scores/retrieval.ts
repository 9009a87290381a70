/** Queries with their references, ranked. */
export type Ranking = {
  /**
   * Rows of the references [queries, depth], nearest first. `depth` must reach {@link depthFor}: scores at R look as far down
   * as there are references of the query's class.
   */
  neighbours: Int32Array;
  depth: number;
  /** Class of each query, and of each reference row. */
  queryLabels: Int32Array;
  referenceLabels: Int32Array;
  /** Reference row that is the query itself: query q is row firstRow + q. Null when no query is among the references. */
  firstRow: number | null;
};

/** All are shares, 0 to 1, as means over the queries whose class has a reference. */
export type RetrievalScores = {
  /** Is the nearest reference of the query's class? */
  precisionAt1: number;
  /** Share of the query's class among the R nearest, R being the number of references of that class. */
  rPrecision: number;
  /** Mean over ranks 1 … R of the precision there, counting 0 where the rank's reference is of another class. */
  meanAveragePrecisionAtR: number;
  /** Share of queries with a reference of their class among the k nearest, by k. */
  recallAtK: Record<string, number>;
  /** Queries scored, and those left out because no reference is of their class. */
  queries: number;
  withoutReference: number;
};

/**
 * Retrieval scores as Musgrave, Belongie and Lim (2020, "A Metric Learning Reality Check") define them: a query that is among
 * the references is dropped from its own list and does not count in R. Scores of no query at all are 0. Throws a RangeError for
 * lists that are too short.
 */
export function retrievalScores(
  ranking: Ranking,
  recallKs: readonly number[] = [1, 2, 4, 8],
): RetrievalScores {
  const { queryLabels, neighbours, depth } = ranking;
  const sizes = classSizes(ranking.referenceLabels);
  const largestK = Math.max(1, ...recallKs);
  const needed = depthFor(ranking, largestK);
  if (depth < needed || neighbours.length !== depth * queryLabels.length)
    throw new RangeError(
      `Ranked lists are ${depth} long, but ${needed} neighbours of every query are needed.`,
    );
  const firstHits = new Float64Array(largestK + 1);
  const sums = { precisionAt1: 0, rPrecision: 0, averagePrecision: 0, queries: 0 };
  for (let query = 0; query < queryLabels.length; query++) {
    const r = referencesOf(ranking, sizes, query);
    if (r === 0) continue;
    const { hits, averagePrecision, firstHit } = scoreQuery(ranking, query, r, largestK);
    sums.queries++;
    sums.precisionAt1 += firstHit === 1 ? 1 : 0;
    sums.rPrecision += hits / r;
    sums.averagePrecision += averagePrecision;
    if (firstHit <= largestK) firstHits[firstHit]!++;
  }
  const scored = Math.max(1, sums.queries);
  return {
    precisionAt1: sums.precisionAt1 / scored,
    rPrecision: sums.rPrecision / scored,
    meanAveragePrecisionAtR: sums.averagePrecision / scored,
    recallAtK: Object.fromEntries(
      recallKs.map((k) => [
        String(k),
        firstHits.subarray(0, k + 1).reduce((sum, hit) => sum + hit, 0) / scored,
      ]),
    ),
    queries: sums.queries,
    withoutReference: queryLabels.length - sums.queries,
  };
}

/**
 * How long ranked lists have to be: the largest R of any query or `largestK`, whichever is more, and one more where a list holds
 * the query itself. Never longer than there are references.
 */
export function depthFor(
  ranking: Pick<Ranking, 'queryLabels' | 'referenceLabels' | 'firstRow'>,
  largestK: number,
): number {
  const sizes = classSizes(ranking.referenceLabels);
  let deepest = largestK;
  ranking.queryLabels.forEach(
    (_, query) => (deepest = Math.max(deepest, referencesOf(ranking, sizes, query))),
  );
  return Math.min(ranking.referenceLabels.length, deepest + (ranking.firstRow === null ? 0 : 1));
}

/** R: references of the query's class, without the query itself. */
function referencesOf(
  { queryLabels, firstRow }: Pick<Ranking, 'queryLabels' | 'firstRow'>,
  sizes: ReadonlyMap<number, number>,
  query: number,
): number {
  return (sizes.get(queryLabels[query]!) ?? 0) - (firstRow === null ? 0 : 1);
}

/** One walk down a query's list, as far as rank R or `largestK`; `firstHit` is a rank from 1, or Infinity. */
function scoreQuery(ranking: Ranking, query: number, r: number, largestK: number) {
  const { neighbours, depth, queryLabels, referenceLabels, firstRow } = ranking;
  const label = queryLabels[query]!;
  const self = firstRow === null ? -1 : firstRow + query;
  let hits = 0;
  let precisions = 0;
  let firstHit = Infinity;
  for (let at = 0, rank = 0; at < depth && rank < Math.max(r, largestK); at++) {
    const row = neighbours[query * depth + at]!;
    if (row === self) continue;
    rank++;
    if (referenceLabels[row] !== label) continue;
    firstHit = Math.min(firstHit, rank);
    if (rank > r) break;
    hits++;
    precisions += hits / rank;
  }
  return { hits, averagePrecision: precisions / r, firstHit };
}

function classSizes(labels: Int32Array): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}
