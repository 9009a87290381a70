import { resolveRunConfig } from '@ml/distances/resolve';
import { initialise } from '@ml/embeddings/embedding';
import { choosePath } from '@ml/first-layers/choose';
import { pixelInputs } from '@ml/inputs';
import { partsOf } from '@ml/parts';
import { createRandom } from '@ml/random';
import type { FitQuestion } from '../protocol';
import type { Data } from './read-data';

type Asked = Pick<FitQuestion, 'distance' | 'params' | 'seed'>;

/** Everything that a learner is made of: as the trainer prepares a job, but for the dataset folder. */
export function ingredients(data: Data, { distance, params: given, seed }: Asked, count: number) {
  const config = resolveRunConfig({
    dataset: 'bench',
    distance,
    params: given,
    seed,
    k: 36,
    engine: 'native',
    tags: [],
  });
  const { embedding, normalizer, training } = partsOf(config);
  if (!training) throw new Error(`Nothing is trained in ${distance}`);
  const { params } = config;
  const inputs = pixelInputs(data.pixels.subarray(0, count * data.size), data.size, normalizer);
  const shapes = embedding.shapes(data.size, params);
  const columns = shapes[embedding.firstLayer!]![1];
  const path = choosePath({
    trainCount: data.train,
    count,
    inputSize: data.size,
    columns,
    batchSize: params.batchSize!,
    epochs: params.epochs!,
    linearOptimizer: training.optimizer.linear,
  });
  return {
    config,
    parts: { embedding, normalizer, training },
    params,
    inputs,
    columns,
    path,
    initial: initialise(
      embedding,
      data.size,
      params,
      (name) => createRandom(seed, `weights/${name}`),
      config.initialisation,
    ),
    outputSize: embedding.outputSize(data.size, params),
  };
}
