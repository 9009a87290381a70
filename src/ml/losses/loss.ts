import type { ParamSpecs, ParamValues } from '@shared/params';
import type { Scalar, Tensor2D, Tf } from '../tensors';

/** Counts of one step: the loss, and how many pairs or triplets pull or push, of those the labels allow. */
export type StepTally = { loss: number; active: number; possible: number };

/**
 * The fast form of a loss: reads squared distances [b, b] (row-major; rows are anchors) and labels [b], writes the gradient
 * ∂loss/∂distance into `gradient` [b, b] and the counts into `tally`. Allocates nothing.
 */
export type LossKernel = (
  distances: Float32Array,
  labels: Int32Array,
  gradient: Float32Array,
  params: ParamValues,
  tally: StepTally,
) => void;

/** What legal settings will do that hardly anyone wants; says so without their values, which a sweep varies. */
export type LossWarning = { message: string; hint: string };

/** What a learner minimises, as a function of the squared distances within a batch. */
export type Loss = {
  id: string;
  label: string;
  /** The equation, as people write it. */
  formula: string;
  help: string;
  params: ParamSpecs;
  /** What is to be said of legal settings before they are trained; they are not refused. */
  warnings?(params: ParamValues): readonly LossWarning[];
  /**
   * The loss in tensor operations: `distances` [b, b] squared, `same` [b, b] 1 where two examples share a class
   * (diagonal included), else 0. Means divide by all entries: b² for pairs, b³ for triplets.
   */
  value(tf: Tf, distances: Tensor2D, same: Tensor2D, params: ParamValues): Scalar;
  kernel: LossKernel;
  /** The routine in SIMD that does the same, if there is one; its test holds it to the kernel. */
  routine?: 'triplet';
  /**
   * Loss of one pair at squared distance `distance`, for drawing. A triplet's other distance is taken at
   * `reference`: the negative's for the same class, the positive's for different classes.
   */
  curve(
    distance: number,
    params: ParamValues,
    reference: number,
  ): { sameClass: number; differentClass: number };
};

/** Keeps the literal type of the id. */
export function defineLoss<const L extends Loss>(loss: L): L {
  return loss;
}
