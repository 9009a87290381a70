import type { ParamValues } from '@shared/params';
import type { PathCosts } from './first-layers/choose';
import type { Parts } from './parts';

/** How many examples there are, how many of them are trained on, and the numbers in one. */
export type DataSizes = { count: number; trainCount: number; inputSize: number };

/** The sizes from which follow how a run is trained and how often it is scored. */
export function runCosts(
  { embedding, training }: Parts,
  params: ParamValues,
  { count, trainCount, inputSize }: DataSizes,
): PathCosts & { outputSize: number } {
  const shape = embedding.firstLayer ? embedding.shapes(inputSize, params)[embedding.firstLayer] : undefined;
  return {
    trainCount,
    count,
    inputSize,
    columns: shape?.[1] ?? 0,
    outputSize: embedding.outputSize(inputSize, params),
    batchSize: params.batchSize ?? 1,
    epochs: params.epochs ?? 0,
    linearOptimizer: training?.optimizer.linear ?? false,
  };
}

/** Neighbours kept for every query at least, so that k can be changed afterwards. */
const fewestNeighbours = 100;

/** How many neighbours of every query are kept. */
export function keptNeighbours(trainCount: number, k: number): number {
  return Math.min(trainCount, Math.max(k, fewestNeighbours));
}
