/**
 * Adds the k-occurrences of some queries: `counts[x]` grows by one for every query among whose k nearest x is (N_k of
 * Radovanović, Nanopoulos and Ivanović, "Hubs in Space", JMLR 11, 2010), `bad[x]` by one where their classes differ.
 */
export function countOccurrences(
  indices: ArrayLike<number>,
  k: number,
  query: { label: number; labels: ArrayLike<number> },
  counts: Int32Array,
  bad: Int32Array,
): void {
  for (let at = 0; at < k; at++) {
    const row = indices[at]!;
    counts[row]!++;
    if (query.labels[row] !== query.label) bad[row]!++;
  }
}

/** Skewness E(N − μ)³ / σ³ of how often examples occur: 0 when hubs and anti-hubs balance or all occur alike, large with few great hubs. */
export function skewness(counts: ArrayLike<number>): number {
  const n = counts.length;
  let mean = 0;
  for (let at = 0; at < n; at++) mean += counts[at]! / n;
  let [second, third] = [0, 0];
  for (let at = 0; at < n; at++) {
    const apart = counts[at]! - mean;
    second += apart ** 2 / n;
    third += apart ** 3 / n;
  }
  return second > 0 ? third / second ** 1.5 : 0;
}
