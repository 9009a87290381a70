import type { SplitPlan } from './split-plan';

const names = ['train', 'validation', 'test'] as const;

/**
 * Shares out whole groups so that each split comes close to the number of examples wanted of every class: largest
 * group first (ties in the order of `rows`), each to the split whose class counts it brings nearest to the wish.
 */
export function splitByGroup(
  labels: Int32Array,
  groups: readonly string[],
  rows: readonly number[],
  validation: number,
  test: number,
): SplitPlan {
  const byGroup = new Map<string, number[]>();
  for (const row of rows) {
    const group = groups[row] ?? '';
    const members = byGroup.get(group);
    if (members) members.push(row);
    else byGroup.set(group, [row]);
  }
  const wishes = [rows.length - validation - test, validation, test].map((n) => n / rows.length);
  const total = classCounts(labels, rows);
  const have = names.map(() => new Map<number, number>());
  const plan: SplitPlan = { train: [], validation: [], test: [] };
  for (const members of [...byGroup.values()].sort((a, b) => b.length - a.length)) {
    const counts = classCounts(labels, members);
    const best = bestSplit(counts, total, have, wishes);
    for (const [label, n] of counts) have[best]?.set(label, (have[best]?.get(label) ?? 0) + n);
    plan[names[best] ?? 'train'].push(...members);
  }
  return plan;
}

/** The split for which the squared distance from the wish, summed over the group's classes, falls most. */
function bestSplit(
  counts: Map<number, number>,
  total: Map<number, number>,
  have: readonly Map<number, number>[],
  wishes: readonly number[],
): number {
  let best = 0;
  let bestCost = Infinity;
  wishes.forEach((wish, split) => {
    if (wish <= 0) return;
    let cost = 0;
    for (const [label, n] of counts) {
      const missing = wish * (total.get(label) ?? 0) - (have[split]?.get(label) ?? 0);
      cost += ((missing - n) ** 2 - missing ** 2) / wish;
    }
    if (cost < bestCost) [best, bestCost] = [split, cost];
  });
  return best;
}

function classCounts(labels: Int32Array, rows: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(labels[row] ?? 0, (counts.get(labels[row] ?? 0) ?? 0) + 1);
  return counts;
}
