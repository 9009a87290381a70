import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatasetRowsReader } from '@core/dataset/dataset-rows';
import { sweepForecastHandler } from '@core/memory/sweep-forecast';
import { sweepConfigOf } from '@core/sweep/sweep-config';
import { planOn } from '@core/sweep/sweep-plan';
import { cutStacks } from '@core/sweep/sweep-stacks';
import type { StackJob } from '@shared/job';
import { sweepRequestSchema, type SweepConfig } from '@shared/sweep';
import type { FaultContext } from '../suites/suite';
import { peakOf } from './peak-of';
import type { MeasuredSweep } from './sweep-settings';
import { writeImages } from './write-images';

/** Has a trainer of its own train the first stacks of a sweep; gives the bytes that were forecast for it, and those it took. */
export async function compareSweep(
  { name, images, request, stacks }: MeasuredSweep,
  context: FaultContext,
): Promise<{ forecast: number; peak: number }> {
  const folder = join(context.folder, 'sweep');
  const dataset = writeImages(join(folder, hash), images, context.random);
  const rows = new DatasetRowsReader(folder);
  const full = sweepRequestSchema.parse({ ...request, dataset: dataset.name });
  const handler = sweepForecastHandler({
    datasetOf: () => ({ ...dataset, hash }),
    lastEngine: () => null,
    rows,
    cores: 1,
  });
  const { neededBytes } = await handler(full);
  const jobs = await jobsOf(rows, sweepConfigOf(full), join(folder, hash));
  const some = jobs.slice(0, stacks);
  const { bytes, last } = await peakOf(...some.map((job) => ({ type: 'runStack', job }) as const));
  const isDone = some.length === stacks && last.type === 'stackFinished';
  context.check('every stack finishes', isDone, `${name}: ${some.length} stacks, ${JSON.stringify(last)}`);
  rmSync(folder, { recursive: true });
  return { forecast: neededBytes, peak: bytes };
}

const hash = 'data';

/** The stacks as an attempt at the sweep gives them to one trainer. */
async function jobsOf(rows: DatasetRowsReader, config: SweepConfig, folder: string): Promise<StackJob[]> {
  const plan = await planOn(rows, hash, config);
  return cutStacks(plan.units, { ...plan, workers: 1 }).map((stack, at): StackJob => {
    const { fold, outerFold, folding, maxK } = stack[0]!.unit;
    return {
      runId: `s1.${at + 1}`,
      firstSeq: 0,
      datasetFolder: folder,
      datasetHash: hash,
      folding,
      part: { fold, outerFold },
      maxK,
      looks: plan.isLookedAt({ fold, outerFold }),
      units: stack.map(({ unitId, unit }) => ({ unitId, config: unit.config })),
    };
  });
}
