import { fitRow } from './fit-row';

const jitted = 'JAX, jitted update (jax.grad over the batch loss), Python loop over batches, compiled before';

/** Photographs of 64 × 64 in colour; the tutorial's rate overflows there. */
export const contrastive = fitRow({
  name: 'contrastive',
  toReach: 10,
  distance: 'contrastive',
  data: 'large',
  learningRate: 0.002,
  peer: jitted,
});

/** Images of 28 × 28. */
export const contrastiveSmall = fitRow({
  name: 'contrastive-784',
  toReach: 1,
  distance: 'contrastive',
  data: 'small',
  learningRate: 0.02,
  peer: jitted,
});
