/**
 * Shares `total` out over parts in proportion to their sizes by largest remainders (ties to the earlier part), no
 * part above its `limit`. The result adds up to `total` whenever the limits allow it.
 */
export function quotas(total: number, sizes: readonly number[], limits: readonly number[] = sizes): number[] {
  const sum = sizes.reduce((a, b) => a + b, 0);
  const wanted = sizes.map((size) => (sum === 0 ? 0 : (total * size) / sum));
  const result = wanted.map((want, i) => Math.min(Math.floor(want), limits[i] ?? 0));
  const order = sizes.map((_, i) => i).sort((a, b) => remainder(wanted, b) - remainder(wanted, a) || a - b);
  let left = Math.max(0, Math.round(total)) - result.reduce((a, b) => a + b, 0);
  while (left > 0) {
    const before = left;
    for (const i of order) {
      if (left === 0 || (result[i] ?? 0) >= (limits[i] ?? 0)) continue;
      result[i] = (result[i] ?? 0) + 1;
      left -= 1;
    }
    if (left === before) break;
  }
  return result;
}

function remainder(wanted: readonly number[], index: number): number {
  const want = wanted[index] ?? 0;
  return want - Math.floor(want);
}
