import type { TrainingPath } from '@shared/run';

/** What decides between Gram space and the direct path. */
export type PathCosts = {
  /** Examples trained on, and all that have to be embedded. */
  trainCount: number;
  count: number;
  inputSize: number;
  columns: number;
  batchSize: number;
  epochs: number;
  linearOptimizer: boolean;
};

const maxGramBytes = 600 * 2 ** 20;

/** The cheaper way to train the first layer, by floating-point operations and memory; never a flag. */
export function choosePath(costs: PathCosts): Exclude<TrainingPath, 'none'> {
  if (!costs.linearOptimizer || gramBytes(costs) > maxGramBytes) return 'direct';
  return gramOperations(costs) <= directOperations(costs) ? 'gram' : 'direct';
}

const maxKeptBytes = 300 * 2 ** 20;

/** Are K and Z0 of all training and validation rows of a sweep, `count` of them, kept from one stack to the next? */
export function keepsGram({
  count,
  inputSize,
  linearOptimizer,
}: Pick<PathCosts, 'count' | 'inputSize' | 'linearOptimizer'>): boolean {
  return linearOptimizer && 4 * count * (count + inputSize) <= maxKeptBytes;
}

/** K and the training inputs it is made from, in float32. */
function gramBytes({ trainCount, count, inputSize }: PathCosts): number {
  return 4 * (count * trainCount + trainCount * inputSize);
}

function gramOperations({ trainCount, count, inputSize, columns, epochs }: PathCosts): number {
  const preparation = 2 * count * inputSize * (trainCount + columns) + 2 * trainCount * inputSize * columns;
  return preparation + 2 * epochs * trainCount * trainCount * columns;
}

/** Two products a step, and one pass over the whole layer for its update. */
function directOperations({ trainCount, inputSize, columns, batchSize, epochs }: PathCosts): number {
  const steps = epochs * Math.ceil(trainCount / batchSize);
  return 4 * epochs * trainCount * inputSize * columns + 20 * steps * inputSize * columns;
}
