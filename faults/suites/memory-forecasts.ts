import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { forecastHandler } from '@core/memory/memory-forecast';
import { resolveRunConfig } from '@ml/distances/resolve';
import type { Job } from '@shared/job';
import { runRequestSchema } from '@shared/run';
import { compareSweep } from '../memory/compare-sweep';
import { measuredRuns, type MeasuredRun } from '../memory/settings';
import { measuredSweeps } from '../memory/sweep-settings';
import { peakOf } from '../memory/peak-of';
import { writeImages } from '../memory/write-images';
import { atLeast, atMost, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

/** What is forecast for a run, or for the stacks of a sweep, is what a trainer takes at most, and not more than twice that. */
export const memoryForecasts = defineSuite({
  id: 'memory-forecasts',
  title: 'the memory that is forecast, and that of real trainers',
  covers: ['F17'],
  skip: () => (existsSync('/proc/self/status') ? null : 'only Linux tells the largest memory of a process'),
  run: async (context): Promise<Figure[]> => [
    ...(await figuresOf('runs', someOf(measuredRuns, context), compare, context)),
    ...(await figuresOf('sweeps', someOf(measuredSweeps, context), compareSweep, context)),
  ],
});

/** Every other one; all of them at the nightly scale. */
function someOf<Measured>(all: readonly Measured[], { isNightly }: FaultContext): Measured[] {
  return all.filter((_, at) => isNightly || at % 2 === 0);
}

type Compared = { forecast: number; peak: number };

async function figuresOf<Measured extends { name: string }>(
  what: string,
  all: readonly Measured[],
  compareOne: (measured: Measured, context: FaultContext) => Promise<Compared>,
  context: FaultContext,
): Promise<Figure[]> {
  const shares: number[] = [];
  const peaks: number[] = [];
  for (const measured of all) {
    const { forecast, peak } = await compareOne(measured, context);
    shares.push((100 * forecast) / peak);
    peaks.push(peak / 2 ** 20);
    context.say(`${measured.name}: ${mebibytes(forecast)} forecast, ${mebibytes(peak)} taken`);
  }
  return [
    mustBe(`${what}, each in a trainer of its own`, shares.length, all.length),
    told(
      `memory that ${what} took at most`,
      `${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)} MiB`,
    ),
    atLeast(`${what}: lowest forecast, of what was taken`, Math.min(...shares), 100, ' %'),
    atMost(`${what}: highest forecast, of what was taken`, Math.max(...shares), 200, ' %'),
  ];
}

async function compare({ name, images, request }: MeasuredRun, context: FaultContext): Promise<Compared> {
  const folder = join(context.folder, 'run');
  const outputFolder = join(folder, 'output');
  mkdirSync(outputFolder, { recursive: true });
  const dataset = writeImages(join(folder, 'data'), images, context.random);
  const full = runRequestSchema.parse({ ...request, dataset: dataset.name });
  const { neededBytes } = forecastHandler({ datasetOf: () => dataset, lastEngine: () => null })(full);
  const job: Job = {
    runId: 'r1',
    firstSeq: 0,
    config: resolveRunConfig(full),
    datasetFolder: join(folder, 'data'),
    outputFolder,
    checkpoint: null,
    checkpointEveryMs: 4_000,
  };
  const { bytes, last } = await peakOf({ type: 'run', job });
  context.check('every run finishes', last.type === 'finished', `${name}: ${JSON.stringify(last)}`);
  rmSync(folder, { recursive: true });
  return { forecast: neededBytes, peak: bytes };
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}
