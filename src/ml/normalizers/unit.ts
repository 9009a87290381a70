import { defineNormalizer } from './normalizer';

/** Bytes to 0 … 1. */
export const unit = defineNormalizer({
  id: 'unit',
  label: '0 to 1',
  formula: 'x = pixel / 255',
  help: 'Maps black to 0 and white to 1.',
  scale: 1 / 255,
  shift: 0,
});
