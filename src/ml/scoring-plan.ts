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
 * Scores are taken after the first epoch, after the last and after every so many. The last are the run's result, which any fit needs;
 * those before come on top of it, and are as many as add a fifth to the time of the fit (preparation, training and result) at most, the
 * first of a process taking longer. First and last always, and the quarters too where all of that takes less than a blink, because a
 * fit of some milliseconds should still show how it went. It follows from the sizes alone, never from a clock: a run that is repeated
 * or resumed is scored in the same epochs. Who asks for every epoch gets every epoch.
 */
export function scoreEvery(costs: ScoringCosts, everyEpoch = false): number {
  if (everyEpoch) return 1;
  const { epochs } = costs;
  const each = scoringMs(costs);
  const onTop = 0.2 * (preparationMs(costs) + epochs * epochMs(costs) + each);
  const affordable = 2 + Math.floor((onTop - each - coldMs) / each);
  const points = (quarters + 1) * each <= blinkMs ? Math.max(quarters + 1, affordable) : affordable;
  // The first epoch's comes on top of those at regular distances.
  return Math.max(1, Math.ceil(epochs / Math.max(1, points - 1)));
}

const quarters = 4;
const blinkMs = 60;

// Measured on one thread: a step's calls and loops cost 0.1 ms, three times that with a second layer, products run at 100 GFLOP/s,
// an entry of a distance matrix costs 5 ns (its copies and the search for the nearest), and histograms, axes, positions and files
// 10 ms; the first scoring of a process takes 13 ms longer, because its code is not compiled yet. Before the first step a random
// weight costs 60 ns, a normalised number of an image 10 ns, and everything else 60 ms.
const callsMs = 0.1;
const diagnosisMs = 10;
const coldMs = 13;
const operationsPerMs = 1e8;
const entryMs = 5e-6;
const weightMs = 6e-5;
const numberMs = 1e-5;
const openingMs = 60;

/** Of the images that are trained on; the others add to it, and are left out. */
export function preparationMs({ path, trainCount, inputSize, columns }: ScoringCosts): number {
  const products = path === 'gram' ? 2 * inputSize * trainCount * (trainCount + columns) : 0;
  const numbers = trainCount * inputSize * numberMs;
  return openingMs + inputSize * columns * weightMs + numbers + products / operationsPerMs;
}

function epochMs({ path, trainCount, inputSize, columns, outputSize, batchSize }: ScoringCosts): number {
  const steps = Math.ceil(trainCount / batchSize);
  const perExample = path === 'gram' ? 2 * trainCount * columns : 4 * inputSize * columns;
  const update = path === 'gram' ? 0 : 20 * steps * inputSize * columns;
  const calls = columns === outputSize ? callsMs : 3 * callsMs;
  return steps * calls + (trainCount * perExample + update) / operationsPerMs;
}

/** One scoring of every split. */
export function scoringMs({ path, trainCount, count, inputSize, columns, outputSize }: ScoringCosts): number {
  const project = 2 * count * columns * (path === 'gram' ? trainCount : inputSize);
  const products = project + 2 * count * trainCount * outputSize;
  return diagnosisMs + products / operationsPerMs + count * trainCount * entryMs;
}
