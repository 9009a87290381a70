import type { ParamValues } from '@shared/params';
import type { EmbeddingId } from '../embeddings/index';
import type { LossId } from '../losses/index';
import type { NormalizerId } from '../normalizers/index';
import type { OptimizerId } from '../optimizers/index';
import type { SamplerId } from '../samplers/index';

/** A learner that people pick by name: a preset of parts, with the defaults that differ from the parts' own. */
export type Distance = {
  id: string;
  label: string;
  /** What it does, in a sentence a student understands. */
  summary: string;
  formula: string;
  embedding: EmbeddingId;
  /** Null when there is nothing to train. */
  loss: LossId | null;
  optimizer: OptimizerId | null;
  sampler: SamplerId | null;
  normalizer: NormalizerId;
  defaults: ParamValues;
};

/** Keeps the literal type of the id. */
export function defineDistance<const D extends Distance>(distance: D): D {
  return distance;
}
