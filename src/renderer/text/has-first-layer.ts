import { embeddings } from '@ml/embeddings/index';
import type { RunConfig } from '@shared/run';

/** Has a configuration a trained first layer whose weights can be drawn? */
export function hasFirstLayer({ embedding, loss }: Pick<RunConfig, 'embedding' | 'loss'>): boolean {
  return loss !== null && embeddings.find(({ id }) => id === embedding)?.firstLayer !== null;
}
