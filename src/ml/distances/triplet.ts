import { defineDistance } from './distance';

/** MLP trained with the triplet loss. */
export const triplet = defineDistance({
  id: 'triplet',
  label: 'Triplet (MLP)',
  summary:
    'Learns a small network that puts every image closer to its own class than to any other, by a margin.',
  formula: 'D = |f(a) − f(b)|²',
  embedding: 'mlp',
  loss: 'triplet',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
  defaults: {},
});
