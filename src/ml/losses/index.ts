import { contrastive } from './contrastive';
import { sameClass } from './same-class';
import { triplet } from './triplet';
import type { Loss } from './loss';

/** Every loss, in the order in which menus show them. */
export const losses = [sameClass, contrastive, triplet] as const satisfies readonly Loss[];
export type LossId = (typeof losses)[number]['id'];
