import type { SweepUnit } from '@ml/sweep/plan';

/** A fit of a sweep with the hash that names it. */
export type NamedUnit = { unitId: string; unit: SweepUnit };

/** Fits that one trainer process trains side by side. */
export type UnitStack = readonly NamedUnit[];

/** What limits a stack, and how the stacks are spread. */
export type StackLimits = {
  workers: number;
  /** Examples that a unit trains on. */
  trainCountOf: (unit: SweepUnit) => number;
  /** Columns of the first layer of a unit. */
  columnsOf: (unit: SweepUnit) => number;
  /** Is it trained in Gram space? Only there can fits be trained side by side. */
  isStackable: (unit: SweepUnit) => boolean;
};

/** Products over more copies than this gain nothing more. */
const maxUnits = 15;
const maxBytes = 64 * 2 ** 20;

/**
 * Cuts fits into stacks, those that take longest first. Fits of one stack see the same batches and differ in the settings of their loss
 * alone. What would leave workers idle in the end is cut smaller, so that all of them have some of it.
 */
export function cutStacks(units: readonly NamedUnit[], limits: StackLimits): UnitStack[] {
  const stacks = groupsOf(units).flatMap((group) => evenly(group, piecesOf(group, limits)));
  stacks.sort((a, b) => costOf(b, limits.trainCountOf) - costOf(a, limits.trainCountOf));
  const rest = stacks.length % limits.workers;
  if (rest === 0) return stacks;
  const last = stacks.splice(stacks.length - rest);
  return [...stacks, ...spread(last, limits.workers)];
}

/** How long a stack takes, in a unit of its own. */
export function costOf(stack: UnitStack, trainCountOf: StackLimits['trainCountOf']): number {
  return stack.reduce((sum, { unit }) => sum + (unit.config.params['epochs'] ?? 1) * trainCountOf(unit), 0);
}

function groupsOf(units: readonly NamedUnit[]): UnitStack[] {
  const groups = new Map<string, NamedUnit[]>();
  for (const named of units) {
    const { stackKey, config } = named.unit;
    const key = JSON.stringify([stackKey, config.params['learningRate']]);
    const known = groups.get(key);
    if (known) known.push(named);
    else groups.set(key, [named]);
  }
  return [...groups.values()];
}

/** In how many stacks a group has to be cut for the sake of memory and speed. */
function piecesOf(group: UnitStack, { trainCountOf, columnsOf, isStackable }: StackLimits): number {
  const { unit } = group[0]!;
  if (!isStackable(unit)) return group.length;
  return stackPieces(group.length, trainCountOf(unit), columnsOf(unit));
}

/** In how many stacks so many fits in Gram space, alike but for their loss, are cut at least. */
export function stackPieces(units: number, trainCount: number, columns: number): number {
  const bytes = 4 * columns * trainCount;
  return Math.ceil(units / Math.min(maxUnits, Math.max(1, Math.floor(maxBytes / bytes))));
}

/** Cuts the largest in two until there are `count`, or nothing is left to cut. */
export function spread<Unit>(stacks: readonly (readonly Unit[])[], count: number): (readonly Unit[])[] {
  const cut = [...stacks];
  while (cut.length < count) {
    cut.sort((a, b) => b.length - a.length);
    const largest = cut.shift();
    if (!largest || largest.length < 2) return largest ? [largest, ...cut] : cut;
    cut.push(...evenly(largest, 2));
  }
  return cut;
}

/** Cuts into so many pieces, none of which is longer than another one by more than one. */
export function evenly<Unit>(units: readonly Unit[], pieces: number): (readonly Unit[])[] {
  return Array.from({ length: pieces }, (_, at) =>
    units.slice(Math.round((at * units.length) / pieces), Math.round(((at + 1) * units.length) / pieces)),
  );
}
