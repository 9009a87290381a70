import type { TrainingPath } from '@shared/run';

export type ScoringCosts = {
  path: TrainingPath;
  trainCount: number;
  count: number;
  inputSize: number;
  columns: number;
  outputSize: number;
  batchSize: number;
  epochs: number;
};

/**
 * Scores are taken every so many epochs, so that they add about a fifth to the time of training at most, but four times where they
 * take less than a blink: a fit of a tenth of a second should still show how it went. It follows from the sizes alone, never
 * from a clock: a run that is repeated or resumed is scored in the same epochs.
 */
export function scoreEvery(costs: ScoringCosts): number {
  const affordable = Math.max(1, Math.ceil(scoringMs(costs) / (0.2 * epochMs(costs))));
  const quarter = Math.max(1, Math.ceil(costs.epochs / 4));
  return scoringMs(costs) <= blinkMs ? Math.min(affordable, quarter) : affordable;
}

// Measured on one thread: a step's calls cost 0.08 ms, products run at 100 GFLOP/s, an entry of a distance matrix costs 26 ns (most
// of it the search for the nearest) and histograms, axes and positions 5 ms.
const callsMs = 0.08;
const diagnosisMs = 5;
const operationsPerMs = 1e8;
const entryMs = 2.6e-5;
const blinkMs = 50;

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
