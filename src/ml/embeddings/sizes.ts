import type { ParamSpec } from '@shared/params';

/** Length of the embedded vector, for the embeddings that learn one. */
export const embeddingSize = {
  kind: 'integer',
  label: 'Embedding size',
  help: 'Length of the vector that an image becomes.',
  default: 64,
  min: 1,
  max: 4096,
  scale: 'log',
} as const satisfies ParamSpec;
