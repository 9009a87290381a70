import { defineNormalizer } from './normalizer';

/** Bytes to −1 … 1, as the tutorial does. */
export const symmetric = defineNormalizer({
  id: 'symmetric',
  label: '−1 to 1',
  formula: 'x = pixel / 127.5 − 1',
  help: 'Maps black to −1 and white to 1.',
  scale: 1 / 127.5,
  shift: -1,
});
