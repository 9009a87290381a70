import { identity } from './identity';
import { linear } from './linear';
import { mlp } from './mlp';
import type { Embedding } from './embedding';

/** Every embedding, in the order in which menus show them. */
export const embeddings = [identity, linear, mlp] as const satisfies readonly Embedding[];
export type EmbeddingId = (typeof embeddings)[number]['id'];
