import type { TrainingPath } from '@shared/run';

export type ScoringCosts = {
  path: TrainingPath;
  trainCount: number;
  count: number;
  inputSize: number;
  columns: number;
  outputSize: number;
  batchSize: number;
};

/**
 * Scores are taken every so many epochs, so that they add about a fifth to the time of training at most. It follows from
 * the sizes alone, never from a clock: a run that is repeated or resumed is scored in the same epochs.
 */
export function scoreEvery(costs: ScoringCosts): number {
  return Math.max(1, Math.ceil(scoringMs(costs) / (0.2 * epochMs(costs))));
}

// Measured on one thread: a step's calls cost 0.2 ms, products run at 60 GFLOP/s, an entry of a distance matrix costs 7 ns and
// histograms, axes and positions 6 ms.
const callsMs = 0.2;
const diagnosisMs = 6;
const operationsPerMs = 6e7;
const entryMs = 7e-6;

function epochMs({ path, trainCount, inputSize, columns, batchSize }: ScoringCosts): number {
  const steps = Math.ceil(trainCount / batchSize);
  const perExample = path === 'gram' ? 2 * trainCount * columns : 4 * inputSize * columns;
  const update = path === 'gram' ? 0 : 20 * steps * inputSize * columns;
  return steps * callsMs + (trainCount * perExample + update) / operationsPerMs;
}

function scoringMs({ path, trainCount, count, inputSize, columns, outputSize }: ScoringCosts): number {
  const project = 2 * count * columns * (path === 'gram' ? trainCount : inputSize);
  const products = project + 2 * count * trainCount * outputSize;
  return diagnosisMs + products / operationsPerMs + count * trainCount * entryMs;
}
