import type { ParamSpecs, ParamValues } from '@shared/params';
import type { Algebra, Shape } from '../algebra';
import { fillNormal, type NormalDraw } from '../normal-numbers';
import type { Random } from '../random';
import type { Tensor2D, Tf, Weights } from '../tensors';

/**
 * What an embedding does after its first linear layer, in plain arrays, for one or several copies with weights of their own.
 * Made for one set of weights, which `backward` reads and never changes. The arrays it returns last until the
 * algebra begins anew.
 */
export type Head = {
  /** u [copies, rows, firstSize] → z [copies, rows, outputSize]. */
  forward(u: Float32Array, rows: number): Float32Array;
  /** After `forward` of the same rows: ∂loss/∂z → ∂loss/∂u, and the gradients of the head's own weights [copies, …]. */
  backward(gradient: Float32Array, rows: number): { input: Float32Array; weights: Weights };
};

/** A recipe for a map from pixels to a vector, whose squared L2 distance is the learned distance. */
export type Embedding = {
  id: string;
  label: string;
  formula: string;
  help: string;
  params: ParamSpecs;
  /** Name of the weight that the input is multiplied with, or null when there is none to learn. */
  firstLayer: string | null;
  /** Shapes of all weights for inputs of `inputSize` numbers. */
  shapes(inputSize: number, params: ParamValues): Record<string, Shape>;
  /** Length of the embedded vector. */
  outputSize(inputSize: number, params: ParamValues): number;
  /** The embedding in tensor operations: x [b, inputSize] → z [b, outputSize]. */
  transform(tf: Tf, weights: Record<string, Tensor2D>, x: Tensor2D): Tensor2D;
  /** `weights` holds all but the first layer's, each [copies, …]; `algebra` knows the number of copies. */
  head(weights: Weights, params: ParamValues, algebra: Algebra): Head;
};

/** Keeps the literal type of the id. */
export function defineEmbedding<const E extends Embedding>(embedding: E): E {
  return embedding;
}

/** Initial weights: normal / sqrt(rows + columns); a bias (one row) starts at 0. Each weight has a stream of its own. */
export function initialise(
  embedding: Embedding,
  inputSize: number,
  params: ParamValues,
  randomOf: (weight: string) => Random,
  draw: NormalDraw = 'box-muller',
): Weights {
  const weights: Weights = {};
  for (const [name, [rows, columns]] of Object.entries(embedding.shapes(inputSize, params))) {
    const values = new Float32Array(rows * columns);
    if (rows > 1) fillNormal(values, 1 / Math.sqrt(rows + columns), randomOf(name), draw);
    weights[name] = values;
  }
  return weights;
}
