import { defineDistance } from './distance';

/** Squared L2 distance between pixels: the baseline that nothing has to be trained for. */
export const l2 = defineDistance({
  id: 'l2',
  label: 'Squared L2',
  summary: 'Compares images pixel by pixel. Nothing is trained: this is the baseline to beat.',
  formula: 'D = |a − b|²',
  embedding: 'identity',
  loss: null,
  optimizer: null,
  sampler: null,
  normalizer: 'symmetric',
  defaults: {},
});
