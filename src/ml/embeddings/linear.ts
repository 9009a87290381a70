import { defineEmbedding } from './embedding';
import { embeddingSize } from './sizes';

/** A linear map; its squared distance is a Mahalanobis distance with M = P·Pᵀ. */
export const linear = defineEmbedding({
  id: 'linear',
  label: 'Linear',
  formula: 'z = x·P',
  help: 'One matrix, so the distance stays a weighted sum over pixels.',
  params: { embeddingSize },
  firstLayer: 'P',
  shapes: (inputSize, params) => ({ P: [inputSize, params.embeddingSize!] }),
  outputSize: (_inputSize, params) => params.embeddingSize!,
  transform: (tf, weights, x) => tf.matMul(x, weights.P!),
  head: () => ({ forward: (u) => u, backward: (gradient) => ({ input: gradient, weights: {} }) }),
});
