import { defineDistance } from './distance';

/** Linear map trained to make same-class distances small, with nothing to stop it from making all of them 0. */
export const l2Min = defineDistance({
  id: 'l2-min',
  label: 'Same-class minimisation',
  summary: 'Learns a linear map that pulls classes together and pushes nothing apart. It collapses: see why.',
  formula: 'D = |(a − b)·P|²',
  embedding: 'linear',
  loss: 'same-class',
  optimizer: 'sgd',
  sampler: 'shuffle',
  normalizer: 'symmetric',
  defaults: { learningRate: 0.01, epochs: 80 },
});
