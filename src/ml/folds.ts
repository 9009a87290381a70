import { WorkbenchError } from '@shared/errors';
import { createRandom, type Random } from './random';

/** What is cut into folds. */
export type FoldOptions = {
  /** Class index of each training row [n]. */
  labels: Int32Array;
  /** A group for each row: rows of one group stay in one fold. An empty name is a row on its own. Null: no groups known. */
  groups: readonly string[] | null;
  folds: number;
  seed: number;
  /** Names the stream of chance, for folds within folds. */
  stream?: string;
};

/**
 * Stratified fold number (0 to folds − 1) of each row [n]. Without groups every fold holds a class's share rounded up or down
 * (largest remainder), and fold sizes differ by one at most; with groups they come as close as whole groups allow. Throws
 * `bad-input` for a number of folds that the rows cannot fill.
 */
export function stratifiedFolds({ labels, groups, folds, seed, stream = 'folds' }: FoldOptions): Int32Array {
  check(labels, folds);
  const random = createRandom(seed, stream);
  return groups ? groupedFolds(labels, groups, folds, random) : plainFolds(labels, folds, random);
}

export type NestedFolds = {
  /** Outer fold of each row [n]. */
  outer: Int32Array;
  /** For each outer fold: the inner fold of each row [n], −1 for the rows that the outer fold holds out. */
  inner: readonly Int32Array[];
};

/** Outer folds, and inner folds within the training part of each. */
export function nestedFolds(options: FoldOptions & { outerFolds: number }): NestedFolds {
  const { labels, groups, folds, outerFolds, seed, stream = 'folds' } = options;
  const outer = stratifiedFolds({ labels, groups, folds: outerFolds, seed, stream: `${stream}/outer` });
  const inner = Array.from({ length: outerFolds }, (_, held) => {
    const rows = rowsWhere(outer, (fold) => fold !== held);
    const within = stratifiedFolds({
      labels: rows.map((row) => labels[row]!),
      groups: groups && Array.from(rows, (row) => groups[row]!),
      folds,
      seed,
      stream: `${stream}/inner/${held}`,
    });
    const fold = new Int32Array(labels.length).fill(-1);
    rows.forEach((row, place) => (fold[row] = within[place]!));
    return fold;
  });
  return { outer, inner };
}

/** The rows whose fold passes, in ascending order. */
export function rowsWhere(folds: Int32Array, passes: (fold: number) => boolean): Int32Array {
  return Int32Array.from(folds.keys()).filter((row) => passes(folds[row]!));
}

function check(labels: Int32Array, folds: number): void {
  if (!Number.isSafeInteger(folds) || folds < 2) {
    throw new WorkbenchError(
      'bad-input',
      `Cross-validation with ${folds} folds is not possible.`,
      'Ask for at least 2 folds; 5 is usual.',
    );
  }
  const largest = Math.max(0, ...classSizes(labels).values());
  if (folds > largest) {
    throw new WorkbenchError(
      'bad-input',
      `${folds} folds are too many: the largest class has ${largest} training examples here.`,
      largest < 2 ? 'Use a dataset with more examples in a class.' : `Ask for at most ${largest} folds.`,
    );
  }
}

/** Deals the shuffled rows of one class after the other to the folds in turn. */
function plainFolds(labels: Int32Array, folds: number, random: Random): Int32Array {
  const fold = new Int32Array(labels.length);
  const shuffled = Array.from(random.permutation(labels.length));
  const turns = random.permutation(folds);
  shuffled
    .sort((a, b) => labels[a]! - labels[b]!)
    .forEach((row, place) => (fold[row] = turns[place % folds]!));
  return fold;
}

/** Largest groups first, each to the fold where it adds least to the squared class counts. */
function groupedFolds(
  labels: Int32Array,
  groups: readonly string[],
  folds: number,
  random: Random,
): Int32Array {
  const members = membersOf(labels, groups, random);
  if (members.length < folds) {
    throw new WorkbenchError(
      'bad-input',
      `${folds} folds are too many: the training examples belong to ${members.length} groups, and a group stays in one fold.`,
      members.length < 2
        ? 'Import the dataset without groups to cross-validate it.'
        : `Ask for at most ${members.length} folds.`,
    );
  }
  const totals = classSizes(labels);
  const filled = Array.from({ length: folds }, () => ({ rows: 0, classes: new Map<number, number>() }));
  const fold = new Int32Array(labels.length);
  for (const rows of members.sort((a, b) => b.length - a.length)) {
    const counts = classSizes(rows.map((row) => labels[row]!));
    const costs = filled.map((bin) => {
      let cost = growth(bin.rows, rows.length, labels.length);
      for (const [label, count] of counts)
        cost += growth(bin.classes.get(label) ?? 0, count, totals.get(label)!);
      return cost;
    });
    const best = costs.indexOf(Math.min(...costs));
    const bin = filled[best]!;
    bin.rows += rows.length;
    for (const [label, count] of counts) bin.classes.set(label, (bin.classes.get(label) ?? 0) + count);
    for (const row of rows) fold[row] = best;
  }
  return fold;
}

/** How much the square of a share grows when `more` come to `there` of `total`. */
function growth(there: number, more: number, total: number): number {
  return (2 * there * more + more * more) / (total * total);
}

/** The rows of each group, groups in random order. */
function membersOf(labels: Int32Array, groups: readonly string[], random: Random): number[][] {
  const members = new Map<string, number[]>();
  for (const row of random.permutation(labels.length)) {
    const name = groups[row] ? `group ${groups[row]}` : `row ${row}`;
    const known = members.get(name);
    if (known) known.push(row);
    else members.set(name, [row]);
  }
  return [...members.values()];
}

function classSizes(labels: ArrayLike<number>): Map<number, number> {
  const sizes = new Map<number, number>();
  for (let row = 0; row < labels.length; row++) sizes.set(labels[row]!, (sizes.get(labels[row]!) ?? 0) + 1);
  return sizes;
}
