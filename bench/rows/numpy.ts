import { fitRow } from './fit-row';

/** What a careful person writes without any framework. */
export const numpy = fitRow({
  name: 'contrastive-numpy',
  toReach: null,
  distance: 'contrastive',
  data: 'large',
  learningRate: 0.002,
  script: 'numpy_fit.py',
  peer: 'NumPy, direct step with its gradient by hand, BLAS on all cores',
});
