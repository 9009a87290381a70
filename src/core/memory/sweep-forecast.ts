import type { z } from 'zod';
import type { MemoryForecast } from '@shared/memory-forecast';
import type { sweepRequestSchema } from '@shared/sweep';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { sweepConfigOf } from '../sweep/sweep-config';
import { availableMemory } from './machine-memory';
import { engineOf, forecastOf, type ForecastParts } from './memory-forecast';
import { fitsOf, largestStack } from './largest-stack';

/** What a forecast for a sweep needs of the workbench. */
export type SweepForecastParts = ForecastParts & {
  rows: Pick<DatasetRowsReader, 'manifest'>;
  /** Trainers side by side when the sweep does not say. */
  cores: number;
};

export type SweepForecastHandler = (request: z.output<typeof sweepRequestSchema>) => Promise<MemoryForecast>;

/**
 * Handler of `sweeps.forecast`: what the trainers of a sweep would need together, each of them for the stack that needs most. No
 * fold is cut and no fit is planned. Throws as a start would for settings that cannot be run, not for folds that cannot be filled.
 */
export function sweepForecastHandler(parts: SweepForecastParts): SweepForecastHandler {
  const { datasetOf, lastEngine, rows, cores, available = availableMemory } = parts;
  return async (request) => {
    const config = sweepConfigOf(request);
    const dataset = datasetOf(request.dataset);
    const isGrouped = Boolean((await rows.manifest(dataset.hash))?.groups);
    // There are as many stacks as trainers at least, as long as there are fits.
    const trainers = Math.min(config.workers ?? cores, fitsOf(config));
    const engine = engineOf(config.base, lastEngine);
    return forecastOf(largestStack({ config, dataset, isGrouped, engine }, trainers), trainers, available());
  };
}
