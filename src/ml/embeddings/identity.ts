import { defineEmbedding } from './embedding';

/** The input itself: distances between raw (normalised) pixels. */
export const identity = defineEmbedding({
  id: 'identity',
  label: 'None (pixels)',
  formula: 'z = x',
  help: 'Compares images pixel by pixel; there is nothing to train.',
  params: {},
  firstLayer: null,
  shapes: () => ({}),
  outputSize: (inputSize) => inputSize,
  transform: (_tf, _weights, x) => x,
  head: () => ({ forward: (u) => u, backward: (gradient) => ({ input: gradient, weights: {} }) }),
});
