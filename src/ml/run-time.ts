import type { ParamValues } from '@shared/params';
import { choosePath } from './first-layers/choose';
import { partsOf, type PartIds, type Parts } from './parts';
import { runCosts, type DataSizes } from './run-costs';
import { preparationMs, scoreEvery, scoringMs, type ScoringCosts } from './scoring-plan';
import { mostSimdEntries } from './stack';

/** What a run would take on a machine like the one the costs were measured on, in ms: its steps, and all the rest; of that, one scoring. */
export type RunTime = { trainMs: number; restMs: number; scoringMs: number };

/**
 * The time of a run from its sizes. On another machine it is wrong as a time and still right as a proportion: what one run took is
 * scaled to another one by it.
 */
export function runTime(
  ids: PartIds,
  params: ParamValues,
  data: DataSizes & { classes: number },
  everyEpoch = false,
): RunTime {
  const parts = partsOf(ids);
  const known = runCosts(parts, params, data);
  const costs: ScoringCosts = { ...known, path: parts.training ? choosePath(known) : 'none' };
  const { epochs, trainCount, batchSize } = costs;
  const steps = epochs * Math.ceil(trainCount / batchSize);
  const every = scoreEvery(costs, everyEpoch);
  const scored = parts.training ? Math.min(epochs, 1 + Math.ceil(epochs / every)) : 1;
  const each = scoringMs(costs);
  return {
    trainMs: parts.training ? steps * stepMs(parts, costs, data.classes) : 0,
    restMs: preparationMs(costs) + scored * each,
    scoringMs: each,
  };
}

// How the steps of fits that are trained side by side grow with their number; docs/performance.md has the laws.
const stackedGrowth: Readonly<Record<string, number>> = { contrastive: 0.4, triplet: 0.65 };
const otherGrowth = 0.65;
const mostSideBySide = 15;

/** The part of its own steps' time that a fit takes among others which differ in the settings of their loss. */
export function stackedShare(
  ids: PartIds,
  params: ParamValues,
  data: DataSizes & { classes: number },
  configurations: number,
): number {
  const parts = partsOf(ids);
  if (!parts.training || choosePath(runCosts(parts, params, data)) !== 'gram') return 1;
  const side = Math.max(1, Math.min(configurations, mostSideBySide));
  return side ** ((stackedGrowth[parts.training.loss.id] ?? otherGrowth) - 1);
}

// Measured on two busy cores: milliseconds of a step's calls for each layer, and of a million of what is named.
const callMs = 0.1;
const engineCallsMs = 0.2;
const products = 0.11;
const coordinates = 0.16;
const weights = 14;
const slots = 18;
const headWeights = 90;
const pairs = 1;
const triplets = { simd: 0.3, engine: 7.3 };

/** Milliseconds of one step. */
function stepMs({ embedding, training }: Parts, costs: ScoringCosts, classes: number): number {
  const { path, trainCount, inputSize, columns, outputSize } = costs;
  const rows = Math.min(costs.batchSize, trainCount);
  const isSimd = rows * Math.max(rows, columns, outputSize) <= mostSimdEntries;
  const head = embedding.id === 'mlp' ? columns * outputSize : 0;
  const layer = inputSize * columns;
  const first =
    path === 'gram'
      ? products * rows * trainCount * columns + coordinates * trainCount * columns
      : 2 * products * rows * layer + (weights + slots * (training?.optimizer.slots ?? 0)) * layer;
  const after = products * (3 * rows * head + 2 * rows * rows * outputSize) + pairs * rows * rows;
  const share = 1 / Math.max(1, classes);
  // Of each anchor, those of its class with those of the others.
  const kinds = training?.loss.id === 'triplet' ? rows ** 3 * share * (1 - share) : 0;
  const loss = triplets[isSimd ? 'simd' : 'engine'] * kinds;
  const engine = isSimd ? 0 : engineCallsMs + (headWeights * head) / 1e6;
  return callMs * (head > 0 ? 3 : 1) + engine + (first + after + loss) / 1e6;
}
