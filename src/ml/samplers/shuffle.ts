import { defineSampler } from './sampler';

/** A fresh permutation an epoch; the last, short batch is kept. */
export const shuffle = defineSampler({
  id: 'shuffle',
  label: 'Shuffle',
  help: 'Every example once an epoch, in a fresh random order.',
  params: {},
  batches(labels, batchSize, random) {
    const order = random.permutation(labels.length);
    const count = Math.ceil(labels.length / batchSize);
    return Array.from({ length: count }, (_, batch) =>
      order.slice(batch * batchSize, (batch + 1) * batchSize),
    );
  },
});
