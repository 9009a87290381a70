import type { ParamValues } from '@shared/params';
import type { Algebra } from '../algebra';
import type { Inputs } from '../inputs';
import type { Optimizer } from '../optimizers/optimizer';
import type { Tf, Weights } from '../tensors';

/**
 * The first linear layer u = x·P while it is trained, in one copy or in several that share their inputs, their initial weight
 * and their batches. The two ways to do it (directly, or in Gram space) differ only in cost and rounding.
 */
export type FirstLayer = {
  /** u [copies, rows.length, columns] of training rows; the array is the caller's until the next call. */
  forward(rows: Int32Array): Float32Array;
  /** One step: `gradient` is ∂loss/∂u [copies, rows.length, columns] of the rows given to `forward`; `step` counts from 1. */
  update(rows: Int32Array, gradient: Float32Array, step: number): void;
  /** u [copies, to − from, columns] of the rows `from` to `to` of all inputs, trained on or not. */
  project(from: number, to: number): Float32Array;
  /** One copy of the layer itself, [inputs.size, columns]. */
  weight(copy: number): Float32Array;
  /** Everything that `update` has changed, to be put back by `restore`. The arrays are copies. */
  state(): Weights;
  restore(state: Weights): void;
  dispose(): void;
};

export type FirstLayerOptions = {
  tf: Tf;
  /** All examples; the first `trainCount` are trained on. */
  inputs: Inputs;
  trainCount: number;
  /** Initial weight [inputs.size, columns]. */
  initial: Float32Array;
  columns: number;
  copies: number;
  /** What steps compute with. */
  algebra: Algebra;
  /** What scores compute with: as many rows as there are. */
  scoring: Algebra;
  optimizer: Optimizer;
  params: ParamValues;
};
