import type { ParamSpecs } from '@shared/params';
import type { Random } from '../random';

/** How an epoch is cut into batches. */
export type Sampler = {
  id: string;
  label: string;
  help: string;
  params: ParamSpecs;
  /** Row numbers of each batch of an epoch. `labels` [n] are class indices; `random` is this epoch's own. */
  batches(labels: Int32Array, batchSize: number, random: Random): Int32Array[];
};

/** Keeps the literal type of the id. */
export function defineSampler<const S extends Sampler>(sampler: S): S {
  return sampler;
}
