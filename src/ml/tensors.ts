import type * as core from '@tensorflow/tfjs-core';

/** TensorFlow as an argument: the trainer decides which engine stands behind it. */
export type Tf = typeof core;
export type Tensor2D = core.Tensor2D;
export type Scalar = core.Scalar;

/** Weights by name, row-major float32. */
export type Weights = Record<string, Float32Array>;
