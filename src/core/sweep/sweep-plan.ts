import { createHash } from 'node:crypto';
import { choosePath } from '@ml/first-layers/choose';
import { partsOf } from '@ml/parts';
import { planSweep, type SweepPlan, type SweepUnit } from '@ml/sweep/plan';
import type { Part } from '@ml/sweep/rows';
import type { SweepConfig } from '@shared/sweep';
import { mostLooks } from '@shared/sweep-look';
import { rangeOf, type DatasetRowsReader } from '../dataset/dataset-rows';
import type { NamedUnit, StackLimits } from './sweep-stacks';
import type { Store } from '../store/store';
import type { SweepDbRow } from '../store/sweeps-table';

/** What is kept of a plan: everything but its units, which are rows of their own. */
export type PlanOutline = Pick<SweepPlan, 'fits' | 'configurations' | 'parts'>;

/** A sweep cut into fits: the outline, and each fit with the hash that names it. */
export type PlannedSweep = {
  outline: PlanOutline;
  units: readonly NamedUnit[];
  /** Is a look at the unit kept? Of the first part only, so that all configurations show the same queries. */
  isLookedAt: (unit: Part) => boolean;
} & Omit<StackLimits, 'workers'>;

/** Fits of a sweep that keep a look: the first so many units. */
export const looksOf = ({ fits }: Pick<PlanOutline, 'fits'>): number =>
  fits.length <= mostLooks ? fits.length : 0;

/** Plans a sweep on the stored dataset of that hash; throws `bad-input` for what it cannot bear, `not-found` without its files. */
export async function planOn(
  rows: DatasetRowsReader,
  datasetHash: string,
  config: SweepConfig,
): Promise<PlannedSweep> {
  const { manifest, labels } = await rows.read(datasetHash);
  const { units, ...outline } = planSweep(config, {
    datasetHash,
    trainCount: rangeOf(manifest, 'train').count,
    validationCount: rangeOf(manifest, 'validation').count,
    labels,
    groups: manifest.groups,
  });
  const inputSize = manifest.shape.reduce((product, side) => product * side, 1);
  const parts = new Map(outline.parts.map((part) => [placeOf(part), part]));
  const countsOf = (unit: SweepUnit) => parts.get(placeOf(unit))!;
  return {
    outline,
    units: units.map((unit) => ({ unitId: createHash('sha256').update(unit.key).digest('hex'), unit })),
    trainCountOf: (unit) => countsOf(unit).trainCount,
    columnsOf: (unit) => firstLayerColumns(unit, inputSize),
    isLookedAt: (part) => looksOf(outline) > 0 && placeOf(part) === placeOf(outline.parts[0]!),
    isStackable: (unit) => isInGramSpace(unit, countsOf(unit), inputSize),
  };
}

/** The plan as it was stored: readable without the dataset, and by versions that would plan otherwise. */
export function storedPlan(store: Store, row: SweepDbRow, config: SweepConfig): SweepPlan {
  const outline = JSON.parse(row.plan) as PlanOutline;
  const { folds, outerFolds, base } = config;
  const folding = { folds, outerFolds, seed: base.seed };
  const units = store.sweepUnits.ids(row.id).map((key, ordinal): SweepUnit => {
    const { fold, outerFold, trainCount } = outline.parts[Math.floor(ordinal / outline.fits.length)]!;
    return { fold, outerFold, key, stackKey: key, config: base, maxK: trainCount, folding };
  });
  return { ...outline, units };
}

function placeOf({ fold, outerFold }: Part): string {
  return `${fold} ${outerFold}`;
}

/** The path that the trainer will choose by the same rule. */
function isInGramSpace(
  unit: SweepUnit,
  { trainCount, heldOutCount }: PlanOutline['parts'][number],
  inputSize: number,
): boolean {
  const { params } = unit.config;
  const path = choosePath({
    trainCount,
    count: trainCount + heldOutCount,
    inputSize,
    columns: firstLayerColumns(unit, inputSize),
    batchSize: params['batchSize'] ?? 1,
    epochs: params['epochs'] ?? 1,
    linearOptimizer: partsOf(unit.config).training?.optimizer.linear ?? false,
  });
  return path === 'gram';
}

function firstLayerColumns({ config }: SweepUnit, inputSize: number): number {
  const { embedding } = partsOf(config);
  if (!embedding.firstLayer) return 1;
  return embedding.shapes(inputSize, config.params)[embedding.firstLayer]?.[1] ?? 1;
}
