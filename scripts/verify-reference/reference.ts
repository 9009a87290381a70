import { z } from 'zod';

const matrix = z.array(z.array(z.number()));
const vector = z.array(z.number());
const weights = z.record(z.string(), z.union([matrix, vector]));

/** One file of reference vectors, float64; see the folder's own README for the meaning of each field. */
export const referenceSchema = z.object({
  learner: z.enum(['l2', 'l2min', 'contrastive', 'triplet', 'knn_ties']),
  classes: z.number().int(),
  out: z.number().int().optional(),
  hidden: z.number().int().optional(),
  batch_order: z.array(z.array(z.array(z.number().int()))).optional(),
  hyper: z.record(z.string(), z.number()).optional(),
  X_train: matrix,
  y_train: vector,
  X_query: matrix,
  y_query: vector.optional(),
  init: weights.optional(),
  first_grad: weights.optional(),
  final: weights.optional(),
  step_loss: vector.optional(),
  epoch_loss: vector.optional(),
  dist_query: matrix,
  dist_query_init: matrix.optional(),
  dist_train: matrix.optional(),
  neighbours_query_k7: matrix,
  pred_query: z.record(z.string(), vector),
  pred_train: z.record(z.string(), vector).optional(),
});
export type Reference = z.infer<typeof referenceSchema>;

/** The outcome of one comparison. */
export type Check = { name: string; passed: boolean; detail: string };

/** Row-major float32 of a matrix or a vector. */
export function flat(values: number[][] | number[]): Float32Array {
  return Float32Array.from(values.flat());
}
