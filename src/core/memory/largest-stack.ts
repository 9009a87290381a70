import { choosePath, keepsGram } from '@ml/first-layers/choose';
import { totalOf, type MemoryNeeds } from '@ml/memory-needs';
import { partsOf } from '@ml/parts';
import { keptNeighbours, runCosts } from '@ml/run-costs';
import { stackNeeds, type StackSizes } from '@ml/stack-memory';
import { combinationsOf, type AxisValues } from '@ml/sweep/configurations';
import { lossSettings } from '@ml/sweep/identity';
import { partsOfFolding } from '@ml/sweep/rows';
import type { DatasetSummary } from '@shared/dataset';
import type { EngineName } from '@shared/run';
import type { SweepAxis, SweepConfig } from '@shared/sweep';
import { thinned } from '@shared/thinned';
import { evenly, spread, stackPieces } from '../sweep/sweep-stacks';
import { headSizeOf } from './memory-forecast';

/** What decides how large the stacks of a sweep are. */
export type StackedSweep = {
  config: SweepConfig;
  dataset: DatasetSummary;
  /** Do images of one group stay in one fold? Then a fold may hold next to nothing. */
  isGrouped: boolean;
  engine: EngineName;
};

/** Sizes of stacks, all but how many fits are side by side. */
type FitSizes = Omit<StackSizes, 'copies'>;

/** So many groups of so many fits each that differ in their loss alone, and in how many stacks each is cut at least. */
type Groups = { count: number; fits: number; pieces: number; sizes: FitSizes };

/** Rows of a fit; so many parts of the data have as many. */
type PartSizes = { trainCount: number; heldOutCount: number; parts: number };

/** How many fits a sweep has. */
export function fitsOf({ axes, ...folding }: SweepConfig): number {
  return valuesOf(axes.filter(({ name }) => name !== 'k')) * partsOfFolding(folding).length;
}

/** The needs of the stack that needs most, when so many trainers share the fits; follows `cutStacks`. */
export function largestStack(sweep: StackedSweep, trainers: number): MemoryNeeds {
  const even = stackSizes(groupsOf(sweep, false), trainers);
  // A fold of one small group leaves nearly all rows to train on.
  const uneven = sweep.isGrouped ? stackSizes(groupsOf(sweep, true), trainers) : [];
  const needs = [...even, ...uneven].map(stackNeeds);
  return needs.reduce((most, one) => (totalOf(one) > totalOf(most) ? one : most));
}

/** The largest stack of each group; all of them are cut smaller where they are fewer than the trainers. */
function stackSizes(groups: readonly Groups[], trainers: number): StackSizes[] {
  const stacks = groups.reduce((sum, { count, pieces }) => sum + count * pieces, 0);
  if (stacks >= trainers)
    return groups.map(({ fits, pieces, sizes }) => ({ ...sizes, copies: Math.ceil(fits / pieces) }));
  return spread(groups.flatMap(stacksOf), trainers).map((fits) => ({ ...fits[0]!, copies: fits.length }));
}

function stacksOf({ count, fits, pieces, sizes }: Groups): (readonly FitSizes[])[] {
  const all = Array.from({ length: fits }, () => sizes);
  return Array.from({ length: count }, () => evenly(all, pieces)).flat();
}

function groupsOf(sweep: StackedSweep, isUneven: boolean): Groups[] {
  const { base, axes } = sweep.config;
  const { training } = partsOf(base);
  const ofLoss = lossSettings(base);
  const fits = valuesOf(axes.filter(({ name }) => ofLoss.includes(name)));
  // No size follows from settings of the optimizer (slots are counted whether they are used or not).
  const ofOptimizer = Object.keys(training?.optimizer.params ?? {});
  const alike = valuesOf(axes.filter(({ name }) => ofOptimizer.includes(name)));
  const idle = [...ofLoss, ...ofOptimizer, 'k'];
  const sized = thinnedAxes(axes.filter(({ name }) => !idle.includes(name)));
  const sizesOf = fitSizes(sweep);
  const parts = partSizes(sweep, isUneven);
  return combinationsOf(sized).flatMap((values) =>
    sizesOf(values, parts).map((sizes, at): Groups => {
      const { path, trainCount, columns } = sizes;
      const pieces = path === 'gram' ? stackPieces(fits, trainCount, columns) : fits;
      return { count: alike * parts[at]!.parts, fits, pieces, sizes };
    }),
  );
}

/** Most combinations of sizes that are looked at, so that the pages can ask at every key. */
const mostSizes = 1000;

/** The axes with so few values, the ends among them, that they combine to no more than `mostSizes`. */
function thinnedAxes(axes: readonly SweepAxis[]): SweepAxis[] {
  if (valuesOf(axes) <= mostSizes) return [...axes];
  const most = Math.max(2, Math.floor(mostSizes ** (1 / axes.length)));
  return axes.map(({ name, values }) => ({ name, values: thinned(values, most) }));
}

/** Gives what the sizes of a fit with some values are, on each of some parts. */
function fitSizes({ config: { base, axes }, dataset, engine }: StackedSweep) {
  const { splits, shape, examples } = dataset;
  const inputSize = shape.reduce((product, side) => product * side, 1);
  const parts = partsOf(base);
  const optimizer = parts.training?.optimizer;
  const k = Math.max(...(axes.find(({ name }) => name === 'k')?.values ?? [base.k]));
  const whole = { inputSize, count: splits.train + splits.validation, trainCount: splits.train };
  return (values: AxisValues, partSizes: readonly PartSizes[]): FitSizes[] => {
    const params = { ...base.params, ...values };
    const costs = runCosts(parts, params, whole);
    const alike = {
      engine,
      examples,
      keptCount: keepsGram(costs) ? whole.count : 0,
      headSize: headSizeOf(parts.embedding, inputSize, params),
      slots: optimizer?.slots ?? 0,
    };
    return partSizes.map(({ trainCount, heldOutCount }) => {
      const own = { ...costs, trainCount, count: trainCount + heldOutCount };
      const neighbours = keptNeighbours(trainCount, k);
      return { ...own, ...alike, path: choosePath(own), validationCount: heldOutCount, neighbours };
    });
  };
}

/** How many rows each kind of part has: folds are even, but for one row, or one of them holds next to nothing. */
function partSizes(
  { config: { folds, outerFolds }, dataset: { splits } }: StackedSweep,
  isUneven: boolean,
): PartSizes[] {
  const { train, validation } = splits;
  if (folds === 0) return [{ trainCount: train, heldOutCount: validation, parts: 1 }];
  const cut = (rows: number, among: number, parts: number): PartSizes => {
    const trainCount = rows - (isUneven ? 0 : Math.floor(rows / among));
    return { trainCount, heldOutCount: rows - trainCount, parts };
  };
  const plain = cut(train, folds, folds);
  if (outerFolds === 0) return [plain];
  const outer = cut(train, outerFolds, outerFolds);
  return [plain, outer, cut(outer.trainCount, folds, folds * outerFolds)];
}

function valuesOf(axes: readonly SweepAxis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}
