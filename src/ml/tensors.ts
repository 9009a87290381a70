import type * as core from '@tensorflow/tfjs-core';

/** TensorFlow as an argument: the trainer decides which engine stands behind it. */
export type Tf = typeof core;
export type Tensor2D = core.Tensor2D;
export type Scalar = core.Scalar;

/** Weights by name, row-major float32. */
export type Weights = Record<string, Float32Array>;

/**
 * The values of the tensor that `build` makes, everything else it makes being disposed of. (A `tidy` that returns the array
 * itself walks it entry by entry in search of tensors, which takes longer than the product.)
 */
export function compute(tf: Tf, build: () => core.Tensor): Float32Array {
  const result = tf.tidy(build);
  const values = result.dataSync<'float32'>();
  result.dispose();
  return values;
}
