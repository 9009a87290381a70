import { resolveRunConfig } from '@ml/distances/resolve';
import type { Embedding } from '@ml/embeddings/embedding';
import { choosePath } from '@ml/first-layers/choose';
import { memoryNeeds, totalOf, type MemoryNeeds, type MemorySizes } from '@ml/memory-needs';
import { partsOf } from '@ml/parts';
import { keptNeighbours, runCosts } from '@ml/run-costs';
import type { DatasetSummary } from '@shared/dataset';
import type { MemoryForecast } from '@shared/memory-forecast';
import type { ParamValues } from '@shared/params';
import type { EngineName, RunConfig, runRequestSchema } from '@shared/run';
import type { z } from 'zod';
import { availableMemory } from './machine-memory';
import { memoryWarning } from './memory-words';

/** What a forecast needs of the workbench. */
export type ForecastParts = {
  /** The dataset of a name; throws `not-found`. */
  datasetOf: (name: string) => DatasetSummary;
  /** The engine that `auto` meant for the last run; null before the first. */
  lastEngine: () => EngineName | null;
  available?: () => number;
};

export type ForecastHandler = (request: z.output<typeof runRequestSchema>) => MemoryForecast;

/** Handler of `runs.forecast`: what a request would need, without starting anything. Throws as a start would. */
export function forecastHandler({
  datasetOf,
  lastEngine,
  available = availableMemory,
}: ForecastParts): ForecastHandler {
  return (request) => {
    const config = resolveRunConfig(request);
    const engine = engineOf(config, lastEngine);
    const sizes = sizesOf(config, datasetOf(request.dataset), engine);
    return forecastOf(memoryNeeds(sizes), 1, available());
  };
}

/** The engine that was asked, else what `auto` was last. */
export function engineOf(
  { engine }: Pick<RunConfig, 'engine'>,
  lastEngine: ForecastParts['lastEngine'],
): EngineName {
  return engine === 'auto' ? (lastEngine() ?? 'native') : engine;
}

/** The sizes that decide, of one run on a dataset. */
export function sizesOf(config: RunConfig, dataset: DatasetSummary, engine: EngineName): MemorySizes {
  const { splits, shape, examples, classes } = dataset;
  const [height, width, channels] = shape;
  const inputSize = height * width * channels;
  const parts = partsOf(config);
  const { embedding, training } = parts;
  const costs = runCosts(parts, config.params, { count: examples, trainCount: splits.train, inputSize });
  return {
    ...costs,
    engine,
    path: training ? choosePath(costs) : 'none',
    validationCount: splits.validation,
    largestClass: Math.max(0, ...classes.map(({ count }) => count)),
    headSize: headSizeOf(embedding, inputSize, config.params),
    slots: training?.optimizer.slots ?? 0,
    neighbours: keptNeighbours(splits.train, config.k),
    searchesRate: config.autoLearningRate ?? false,
  };
}

/** Weights after the first layer. */
export function headSizeOf(embedding: Embedding, inputSize: number, params: ParamValues): number {
  const shapes = Object.entries(embedding.shapes(inputSize, params));
  return shapes.reduce(
    (sum, [name, [rows, columns]]) => sum + (name === embedding.firstLayer ? 0 : rows * columns),
    0,
  );
}

/** Above this share of what is available a person is told. */
const nearShare = 0.8;

/** What so many trainers need together, each as much as `needs`, beside what there is. */
export function forecastOf(needs: MemoryNeeds, trainers: number, availableBytes: number): MemoryForecast {
  const neededBytes = trainers * totalOf(needs);
  const isNear = neededBytes > nearShare * availableBytes;
  const fit = neededBytes > availableBytes ? 'exceeds' : isNear ? 'near' : 'fits';
  const forecast = { neededBytes, availableBytes, trainers, needs, fit } as const;
  return { ...forecast, warning: memoryWarning(forecast) };
}
