import { createRandom } from '@ml/random';
import type { ImportOptions, SplitName } from '@shared/dataset';
import { plural } from '@shared/plural';
import { badInput } from './bad-input';
import { splitByGroup } from './group-split';
import { quotas } from './quotas';

/** Rows of the source in each split, ascending. */
export type SplitPlan = Record<SplitName, number[]>;

/** What a plan needs to know: the class, the source's own split and the group of every example. */
export type Splittable = {
  labels: Int32Array;
  splits: readonly (SplitName | null)[];
  groups: readonly string[] | null;
};

type SplitOptions = Pick<ImportOptions, 'validation' | 'test' | 'take' | 'seed'>;

/**
 * Decides which example goes where: stratified by class, exact by largest remainders, the same for the same seed.
 * Splits of the source are kept; a missing validation or test split is taken from its training examples. With `take`,
 * training and validation together have that many, and the source's test split is used only as far as `test` asks.
 * Examples of one group stay together. Throws `bad-input` when there are too few examples.
 */
export function planSplits(data: Splittable, options: SplitOptions): SplitPlan {
  const order = createRandom(options.seed, 'import/split').permutation(data.labels.length);
  const own = {
    train: pick(data, order, 'train'),
    validation: pick(data, order, 'validation'),
    test: pick(data, order, 'test'),
  };
  if (own.train.length === 0) throw noneToTrainOn(own);
  const taken = options.take === undefined ? own : takeFrom(data, own, options.take);
  const known = taken.train.length + taken.validation.length;
  const spare = options.take === undefined ? [] : without(own.train, taken.train);
  const count = (wish: number) => (wish < 1 ? Math.round(wish * known) : wish);
  const validation = own.validation.length > 0 ? 0 : count(options.validation);
  const test = own.test.length > 0 ? 0 : count(options.test);
  const fromTrain = options.take === undefined ? test : 0;
  if (validation + fromTrain >= taken.train.length)
    throw badInput(
      `${validation + fromTrain} of ${plural(taken.train.length, 'example')} are asked for validation and test: none is left to train on.`,
      'Ask for fewer validation and test examples.',
    );
  const parts = divide(data, taken.train, validation, fromTrain);
  return ascending({
    train: parts.train,
    validation: own.validation.length > 0 ? taken.validation : parts.validation,
    test: testRows(data, options, own.test, parts.test, spare, count(options.test)),
  });
}

/** The source's own splits leave nothing: no wish of ours can change that, only more of the source. */
function noneToTrainOn(own: SplitPlan): Error {
  const named = (['validation', 'test'] as const).filter((split) => own[split].length > 0);
  return badInput(
    `All images belong to the ${named.join(' and ')} split of the source; there is none to train on.`,
    'Import its training part too, together with this one (for IDX: the train-… files).',
  );
}

function testRows(
  data: Splittable,
  options: SplitOptions,
  own: number[],
  parted: number[],
  spare: number[],
  wanted: number,
): number[] {
  if (options.take === undefined) return own.length > 0 ? own : parted;
  if (wanted === 0) return [];
  const pool = own.length > 0 ? own : withoutGroupsOf(data, spare);
  if (pool.length < wanted)
    throw badInput(
      `${plural(wanted, 'test example is', 'test examples are')} asked for, but only ${pool.length} ${pool.length === 1 ? 'is' : 'are'} left.`,
      'Ask for fewer, or take fewer.',
    );
  return stratified(data.labels, pool, wanted).chosen;
}

/** Without a test split of its own, a grouped source cannot spare single examples: they would tear groups apart. */
function withoutGroupsOf(data: Splittable, rows: number[]): number[] {
  if (data.groups !== null)
    throw badInput(
      'A test split beside `take` is not possible with groups.',
      'Leave out `take`, or ask for no test examples.',
    );
  return rows;
}

function takeFrom(data: Splittable, own: SplitPlan, take: number): SplitPlan {
  const pool = own.train.length + own.validation.length;
  if (take > pool)
    throw badInput(`${take} examples are asked for, but there are only ${pool}.`, 'Ask for fewer examples.');
  const [train = 0, validation = 0] = quotas(take, [own.train.length, own.validation.length]);
  return {
    train: stratified(data.labels, own.train, train).chosen,
    validation: stratified(data.labels, own.validation, validation).chosen,
    test: own.test,
  };
}

function divide(data: Splittable, rows: number[], validation: number, test: number): SplitPlan {
  if (data.groups !== null && validation + test > 0)
    return splitByGroup(data.labels, data.groups, rows, validation, test);
  const first = stratified(data.labels, rows, test, 1);
  const second = stratified(data.labels, first.rest, validation, 1);
  return { train: second.rest, validation: second.chosen, test: first.chosen };
}

/** Chooses `count` of the rows, by class in proportion, the first ones in the order given; leaves `keep` of a class where it can. */
function stratified(
  labels: Int32Array,
  rows: readonly number[],
  count: number,
  keep = 0,
): { chosen: number[]; rest: number[] } {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(labels[row] ?? 0, (sizes.get(labels[row] ?? 0) ?? 0) + 1);
  const classes = [...sizes.keys()].sort((a, b) => a - b);
  const counts = classes.map((label) => sizes.get(label) ?? 0);
  const share = quotas(
    count,
    counts,
    counts.map((n) => Math.max(0, n - keep)),
  );
  const left = new Map(classes.map((label, i) => [label, share[i] ?? 0]));
  const chosen: number[] = [];
  const rest: number[] = [];
  for (const row of rows) {
    const quota = left.get(labels[row] ?? 0) ?? 0;
    if (quota > 0) left.set(labels[row] ?? 0, quota - 1);
    (quota > 0 ? chosen : rest).push(row);
  }
  return { chosen, rest };
}

function pick(data: Splittable, order: Int32Array, split: SplitName): number[] {
  return Array.from(order).filter((row) => (data.splits[row] ?? 'train') === split);
}

function without(rows: readonly number[], taken: readonly number[]): number[] {
  const gone = new Set(taken);
  return rows.filter((row) => !gone.has(row));
}

function ascending(plan: SplitPlan): SplitPlan {
  const sorted = (rows: number[]) => rows.slice().sort((a, b) => a - b);
  return { train: sorted(plan.train), validation: sorted(plan.validation), test: sorted(plan.test) };
}
