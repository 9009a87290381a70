/**
 * Indices of the k smallest of `distances[from … from + count)`, nearest first; the lower index first on ties. NaN counts as
 * infinitely far. Writes k indices (relative to `from`) to `indices` and their distances to `values`, both at `at`.
 */
export function selectNearest(
  distances: Float32Array,
  from: number,
  count: number,
  k: number,
  indices: Int32Array,
  values: Float32Array,
  at = 0,
): void {
  let filled = 0;
  let worst = Infinity;
  for (let index = 0; index < count; index++) {
    let distance = distances[from + index]!;
    if (filled === k && !(distance < worst)) continue;
    if (Number.isNaN(distance)) distance = Infinity;
    let place = at + (filled < k ? filled++ : k - 1);
    while (place > at && values[place - 1]! > distance) {
      values[place] = values[place - 1]!;
      indices[place] = indices[place - 1]!;
      place--;
    }
    values[place] = distance;
    indices[place] = index;
    if (filled === k) worst = values[at + k - 1]!;
  }
}

/** Indices of the k nearest of one query, nearest first; the lower index first on ties. */
export function nearest(distances: Float32Array, k: number): Int32Array {
  const indices = new Int32Array(Math.min(k, distances.length));
  selectNearest(distances, 0, distances.length, indices.length, indices, new Float32Array(indices.length));
  return indices;
}

/** Class with most votes; the lowest class on ties. */
export function vote(labels: ArrayLike<number>, classCount: number): number {
  const votes = new Int32Array(classCount);
  for (let at = 0; at < labels.length; at++) votes[labels[at]!]!++;
  return votes.indexOf(votes.reduce((most, count) => Math.max(most, count), 0));
}

/** The votes of every k at once: `labels` [K] of the neighbours, nearest first → `into[k − 1]` is the class for k. */
export function voteForEveryK(labels: ArrayLike<number>, votes: Int32Array, into: Int32Array): void {
  votes.fill(0);
  let winner = 0;
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    const count = ++votes[label]!;
    const lead = votes[winner]!;
    if (count > lead || (count === lead && label < winner)) winner = label;
    into[at] = winner;
  }
}
