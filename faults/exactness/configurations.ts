import { distances } from '@ml/distances/index';
import { losses } from '@ml/losses/index';
import { samplers } from '@ml/samplers/index';
import type { RunRequest } from '@shared/run';

/** What is trained, and on which of the two datasets: few large images train in Gram space, many small ones directly. */
export type ExactConfiguration = { name: string; data: 'wide' | 'tall'; request: RunRequest };

const optimizers = [
  { name: 'sgd', optimizer: 'sgd', params: { learningRate: 0.02 } },
  { name: 'momentum', optimizer: 'sgd', params: { learningRate: 0.01, momentum: 0.9 } },
  {
    name: 'momentum and decay',
    optimizer: 'sgd',
    params: { learningRate: 0.01, momentum: 0.8, weightDecay: 0.01 },
  },
  { name: 'adam', optimizer: 'adam', params: { learningRate: 0.01 } },
] as const;

/** Every distance that trains, and every loss × optimizer × sampler over a linear map and an MLP, on both training paths. */
export function exactConfigurations(): ExactConfiguration[] {
  const own = distances
    .filter(({ loss }) => loss !== null)
    .map(({ id }): ExactConfiguration => ({
      name: id,
      data: 'wide',
      request: { dataset: 'x', distance: id, params: common },
    }));
  const crossed = losses.flatMap(({ id: loss }) =>
    optimizers.flatMap(({ name, optimizer, params }) =>
      samplers.flatMap(({ id: sampler }) =>
        (['linear', 'mlp'] as const).map((embedding, at): ExactConfiguration => {
          const hidden = embedding === 'mlp' ? { hiddenSize: 6 } : {};
          const data = (at + samplers.findIndex(({ id }) => id === sampler)) % 2 === 0 ? 'wide' : 'tall';
          return {
            name: `${loss}, ${name}, ${sampler}, ${embedding}, ${data}`,
            data,
            request: {
              dataset: 'x',
              distance: 'contrastive',
              loss,
              optimizer,
              sampler,
              embedding,
              params: { ...common, ...hidden, ...params },
            },
          };
        }),
      ),
    ),
  );
  return [...own, ...crossed];
}

const common = { epochs: 5, batchSize: 7, embeddingSize: 4 };
