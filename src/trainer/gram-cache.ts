import type { StackJob } from '@shared/job';
import { keepsGram } from '@ml/first-layers/choose';
import { gramMatrix, type GramMatrix } from '@ml/first-layers/gram-matrix';
import type { Inputs } from '@ml/inputs';
import type { Parts } from '@ml/parts';
import type { Tf, Weights } from '@ml/tensors';

let kept: { key: string; matrix: GramMatrix } | null = null;

/**
 * K and Z0 of the training and validation rows, kept from one stack to the next: every fold and every configuration of a sweep
 * reads the same. Null when it would be too large, and the path then makes its own, or does without.
 */
export function gramOfDataset(
  tf: Tf,
  job: StackJob,
  { embedding, training }: Parts,
  inputs: Inputs,
  count: number,
  initial: Weights,
): GramMatrix | null {
  const { config } = job.units[0]!;
  const name = embedding.firstLayer;
  const linearOptimizer = training?.optimizer.linear ?? false;
  if (!name || !keepsGram({ count, inputSize: inputs.size, linearOptimizer })) return null;
  const [, columns] = embedding.shapes(inputs.size, config.params)[name]!;
  const key = JSON.stringify([job.datasetHash, config.normalizer, config.seed, name, columns, count]);
  if (kept?.key === key) return kept.matrix;
  kept = null;
  const view = { ...inputs, count };
  const matrix = gramMatrix(tf, view, count, initial[name]!, columns);
  kept = { key, matrix };
  return matrix;
}
