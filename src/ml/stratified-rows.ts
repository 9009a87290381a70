/**
 * At most `most` row numbers, ascending, with the same share of every stratum (`strata` [rows] names each row's): largest
 * remainders (Hamilton 1792) say how many of each, and within a stratum they are spread evenly. All rows when there are few.
 */
export function stratifiedRows(strata: ArrayLike<number>, most: number): Int32Array {
  const total = strata.length;
  if (total <= most) return Int32Array.from({ length: total }, (_, row) => row);
  const members = new Map<number, number[]>();
  for (let row = 0; row < total; row++) {
    const rows = members.get(strata[row]!);
    if (rows) rows.push(row);
    else members.set(strata[row]!, [row]);
  }
  const groups = [...members].sort(([a], [b]) => a - b).map(([, rows]) => rows);
  const shares = groups.map((rows) => (rows.length * most) / total);
  const counts = shares.map(Math.floor);
  const rest = most - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = shares.map((share, at) => ({ at, remainder: share - Math.floor(share) }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, rest)) counts[at]!++;
  const picked = groups.flatMap((rows, at) =>
    Array.from({ length: counts[at]! }, (_, place) => rows[Math.floor((place * rows.length) / counts[at]!)]!),
  );
  return Int32Array.from(picked).sort();
}
