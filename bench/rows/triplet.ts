import { fitRow } from './fit-row';

const jitted =
  'JAX, jitted update (jax.grad over all b³ triplets), Python loop over batches, compiled before';

/** The faster way to run the tutorial's code. */
export const triplet = fitRow({
  name: 'triplet',
  toReach: 10,
  distance: 'triplet',
  data: 'large',
  learningRate: 0.05,
  peer: jitted,
});

/** The way the tutorial runs it. */
export const tripletAsPrinted = fitRow({
  name: 'triplet-as-printed',
  toReach: null,
  distance: 'triplet',
  data: 'large',
  learningRate: 0.05,
  style: 'as-printed',
  peer: 'JAX as printed: the loss is jitted, its gradient and the update are not',
});

/** Images of 28 × 28. */
export const tripletSmall = fitRow({
  name: 'triplet-784',
  toReach: 3,
  distance: 'triplet',
  data: 'small',
  learningRate: 0.05,
  peer: jitted,
});
