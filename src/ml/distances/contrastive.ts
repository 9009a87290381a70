import { defineDistance } from './distance';

/** Linear map trained with the contrastive loss. */
export const contrastive = defineDistance({
  id: 'contrastive',
  label: 'Contrastive',
  summary: 'Learns a linear map that pulls classes within one margin and pushes them apart beyond another.',
  formula: 'D = |(a − b)·P|²',
  embedding: 'linear',
  loss: 'contrastive',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
  defaults: {},
});
