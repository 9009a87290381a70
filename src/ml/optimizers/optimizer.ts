import type { ParamSpecs, ParamValues } from '@shared/params';

/** How a gradient changes a weight. */
export type Optimizer = {
  id: string;
  label: string;
  formula: string;
  help: string;
  params: ParamSpecs;
  /** Numbers of state kept for each weight (velocity, second moment …). */
  slots: number;
  /**
   * True when the update is linear in weight, gradient and slots with the same factors for every entry: then it can run
   * on the coordinates of the first layer in Gram space instead of the layer itself.
   */
  linear: boolean;
  /** True when, with these settings, an entry whose gradient is 0 stays as it is. */
  sparse(params: ParamValues): boolean;
  /** One update in place; `step` counts from 1. `weight`, `gradient` and every slot have one length. */
  update(
    weight: Float32Array,
    gradient: Float32Array,
    slots: readonly Float32Array[],
    params: ParamValues,
    step: number,
  ): void;
};

/** Keeps the literal type of the id. */
export function defineOptimizer<const O extends Optimizer>(optimizer: O): O {
  return optimizer;
}
